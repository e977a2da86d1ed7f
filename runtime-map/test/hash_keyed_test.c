/* The keyed hash: SipHash-1-3, and what it is for. */
#include "cmocka_all.h"
#include "hmap_check.h"

#include "rmap/hash.h"

typedef struct Key16 {
    unsigned char bytes[16];
} Key16;

static const RmapHashKey secret = { UINT64_C(0x0706050403020100),
                                    UINT64_C(0x0f0e0d0c0b0a0908) };
static size_t compared; /* keys, by either map */

static bool key_equal(const Key16 *a, const Key16 *b)
{
    compared++;
    return memcmp(a->bytes, b->bytes, sizeof a->bytes) == 0;
}

#define RMAP_NAME            plain
#define RMAP_KEY             Key16
#define RMAP_VALUE           unsigned
#define RMAP_HASH(key, seed) rmap_hash_bytes((key).bytes, sizeof(key).bytes, seed)
#define RMAP_EQUAL(a, b)     key_equal(&(a), &(b))
#include "rmap/hmap.h"

#define RMAP_NAME  keyed
#define RMAP_KEY   Key16
#define RMAP_VALUE unsigned
#define RMAP_HASH(key, seed)                                                           \
    rmap_hash_keyed_bytes((key).bytes, sizeof(key).bytes, seed, &secret)
#define RMAP_HASH_AVALANCHES 1
#define RMAP_EQUAL(a, b)     key_equal(&(a), &(b))
#include "rmap/hmap.h"

/* Of the bytes 0, 1, 2 ... under the key 0: what CPython 3.11, whose text is hashed by
 * SipHash-1-3, gives for hash(bytes(range(n))) with PYTHONHASHSEED=0. */
static void values_of_another_siphash(void **state)
{
    static const struct {
        size_t size;
        uint64_t hash;
    } expected[] = {
        { 1, UINT64_C(0x68a914128e01e473) },  { 7, UINT64_C(0x2f098ab0c751325a) },
        { 8, UINT64_C(0xead411e67ebe2eea) },  { 9, UINT64_C(0x75927f9d95124362) },
        { 15, UINT64_C(0xf30eb725bb91c9ea) }, { 16, UINT64_C(0x8972188433a5c5b7) },
        { 17, UINT64_C(0x4883c49a2c009c1d) }, { 40, UINT64_C(0x95bc321ab41d8206) },
    };
    const RmapHashKey zero = { 0, 0 };
    unsigned char bytes[64];

    (void)state;
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)i;
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++)
        assert_true(rmap_hash_keyed_bytes(bytes, expected[i].size, 0, &zero) ==
                    expected[i].hash);
}

static void all_of_the_key_counts(void **state)
{
    const uint64_t hash = rmap_hash_keyed_string("text", 1, &secret);

    (void)state;
    assert_true(hash == rmap_hash_keyed_bytes("text", 4, 1, &secret));
    assert_true(hash != rmap_hash_keyed_string("text", 2, &secret));
    for (unsigned bit = 0; bit < 64; bit++) {
        RmapHashKey k0 = secret, k1 = secret;
        k0.k0 ^= UINT64_C(1) << bit;
        k1.k1 ^= UINT64_C(1) << bit;
        assert_true(hash != rmap_hash_keyed_string("text", 1, &k0));
        assert_true(hash != rmap_hash_keyed_string("text", 1, &k1));
    }
    assert_true(rmap_hash_keyed_u64(1, 1, &secret) !=
                rmap_hash_keyed_u64(2, 1, &secret));
    assert_true(rmap_hash_keyed_bytes(NULL, 0, 1, &secret) ==
                rmap_hash_keyed_string("", 1, &secret));
}

static void keys_are_drawn(void **state)
{
    RmapHashKey a = { 0, 0 }, b = { 0, 0 };

    (void)state;
    assert_true(rmap_hash_key_draw(&a));
    assert_true(rmap_hash_key_draw(&b));
    assert_true(a.k0 != b.k0 && a.k1 != b.k1 && a.k0 != a.k1); /* chance: 2^-64 */
}

/* A key made by someone who knows the seed of the map: its first word makes one factor
 * of rmap_hash_step zero, so the second does not count. */
static Key16 crafted(uint64_t seed, uint64_t n)
{
    Key16 key;
    const uint64_t first = rmap_hash_begin(seed);

    memcpy(key.bytes, &first, 8);
    memcpy(key.bytes + 8, &n, 8);
    return key;
}

/* All in one chain of the plain map; spread by the keyed one. */
static void crafted_collisions(void **state)
{
    enum { N = 1600 };
    const RmapOptions options = { .fixed_seed = true, .seed = 3 };
    plain *p = plain_make_with(N, &options);
    keyed *k = keyed_make_with(N, &options);
    const uint64_t seed = p->h.hash0 * UINT64_C(0x9e3779b97f4a7c15);

    (void)state;
    assert_int_equal(p->h.hash0, k->h.hash0); /* the attacker knows that of both */
    compared = 0;
    for (uint64_t n = 0; n < N; n++)
        assert_true(plain_put(p, crafted(seed, n), 0));
    assert_true(compared > N * (N - 1) / 2);
    assert_true(hmap_overflows(&plain_type, &p->h) >= N / 8 - 1);
    compared = 0;
    for (uint64_t n = 0; n < N; n++)
        assert_true(keyed_put(k, crafted(seed, n), 0));
    assert_in_range(compared, N, N + N / 10); /* with itself once, each */
    assert_in_range(hmap_overflows(&keyed_type, &k->h), 1, 128);
    plain_free(p);
    keyed_free(k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_of_another_siphash),
        cmocka_unit_test(all_of_the_key_counts),
        cmocka_unit_test(keys_are_drawn),
        cmocka_unit_test(crafted_collisions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
