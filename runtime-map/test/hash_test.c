/* The hashes of rmap/hash.h: mixed, seeded, and true to equality. */
#include "cmocka_all.h"

#include "rmap/hash.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* Flips each of the first `bits` bits of many keys and counts which bits of the hash
 * move: each pair must move in about half of the trials. */
static void assert_avalanche(uint64_t (*hash)(uint64_t key), unsigned bits)
{
    enum { TRIALS = 2000 };

    for (unsigned in = 0; in < bits; in++) {
        unsigned moved[64] = { 0 };
        for (uint64_t trial = 0; trial < TRIALS; trial++) {
            uint64_t change = hash(trial) ^ hash(trial ^ UINT64_C(1) << in);
            for (unsigned out = 0; out < 64; out++)
                moved[out] += (unsigned)(change >> out & 1);
        }
        for (unsigned out = 0; out < 64; out++) /* about nine standard deviations */
            assert_in_range(moved[out], TRIALS / 2 - 200, TRIALS / 2 + 200);
    }
}

static uint64_t hash_u64(uint64_t key)
{
    return rmap_hash_u64(key, 1);
}

static uint64_t hash_of_seed(uint64_t seed)
{
    return rmap_hash_u64(1, seed);
}

static uint64_t hash_bytes(uint64_t key)
{
    unsigned char bytes[21] = { 0 };
    memcpy(bytes + 3, &key, sizeof key); /* in two words */
    return rmap_hash_bytes(bytes, sizeof bytes, 1);
}

static uint64_t hash_bytes_of_seed(uint64_t seed)
{
    return rmap_hash_bytes("seed", 4, seed);
}

static void avalanche(void **state)
{
    (void)state;
    assert_avalanche(hash_u64, 64);
    assert_avalanche(hash_of_seed, 64);
    assert_avalanche(hash_bytes, 64);
    assert_avalanche(hash_bytes_of_seed, 64);
}

static int compare_u64(const void *a, const void *b)
{
    const uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

/* All strings of zero bytes up to a length, and each with one bit set: all differ. */
static void lengths_and_bits_count(void **state)
{
    enum { LONGEST = 40, MOST = LONGEST * LONGEST * 8 };
    uint64_t *hashes = calloc(MOST, sizeof *hashes);
    size_t n = 0;

    (void)state;
    assert_non_null(hashes);
    for (size_t length = 0; length < LONGEST; length++) {
        unsigned char bytes[LONGEST] = { 0 };
        hashes[n++] = rmap_hash_bytes(bytes, length, 0);
        for (size_t bit = 0; bit < length * 8; bit++) {
            bytes[bit / 8] = (unsigned char)(1 << bit % 8);
            hashes[n++] = rmap_hash_bytes(bytes, length, 0);
            bytes[bit / 8] = 0;
        }
    }
    qsort(hashes, n, sizeof *hashes, compare_u64);
    for (size_t i = 1; i < n; i++)
        assert_true(hashes[i - 1] != hashes[i]);
    free(hashes);
}

/* The same text hashes alike wherever it lies. */
static void alignment_does_not_count(void **state)
{
    char buffer[80];
    const char *text = "a text of more than sixteen bytes";
    const uint64_t expected = rmap_hash_string(text, 9);

    (void)state;
    for (size_t i = 0; i < 16; i++) {
        memcpy(buffer + i, text, strlen(text) + 1);
        assert_true(rmap_hash_string(buffer + i, 9) == expected);
        assert_true(rmap_hash_bytes(buffer + i, strlen(text), 9) == expected);
    }
    assert_true(rmap_hash_bytes(NULL, 0, 9) == rmap_hash_string("", 9));
    assert_true(rmap_hash_string(text, 10) != expected);
}

static void double_zeros_alike(void **state)
{
    (void)state;
    assert_true(rmap_hash_double(0.0, 5) == rmap_hash_double(-0.0, 5));
    assert_true(rmap_hash_double(1.0, 5) != rmap_hash_double(-1.0, 5));
    assert_true(rmap_hash_double(1.0, 5) != rmap_hash_double(1.0, 6));
    assert_true(rmap_hash_double(INFINITY, 5) != rmap_hash_double(-INFINITY, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(avalanche),
        cmocka_unit_test(lengths_and_bits_count),
        cmocka_unit_test(alignment_does_not_count),
        cmocka_unit_test(double_zeros_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
