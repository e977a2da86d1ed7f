/* The plain life of flat maps and sets, and their layout. */
#include "cmocka_all.h"
#include "flat_check.h"
#include "panic_trap.h"
#include "rmap/text.h"

#include <stdlib.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_NAME            plain_ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#define RMAP_PORTABLE        1
#include "rmap/flat.h"

#define RMAP_NAME        names
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include "rmap/flat.h"

#define RMAP_NAME            numbers
#define RMAP_KEY             double
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_double(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_NAME            bits
#define RMAP_KEY             uint8_t
#define RMAP_HASH(key, seed) (key)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

static size_t hashed; /* calls of counted_hash */

static uint64_t counted_hash(RmapText key, uint64_t seed)
{
    hashed++;
    return rmap_text_hash(key, seed);
}

#define RMAP_NAME            texts
#define RMAP_KEY             RmapText
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) counted_hash(key, seed)
#define RMAP_EQUAL(a, b)     rmap_text_equal(a, b)
#define RMAP_HASH_FIELD      hash
#include "rmap/flat.h"

static void put_get_delete(void **state)
{
    names *m = names_make(0);
    char key[16] = "alpha";
    bool found;

    (void)state;
    assert_non_null(m);
    assert_true(names_put(m, key, 1));
    key[0] = 'A'; /* the map has its own */
    assert_true(names_put(m, "beta", 2));
    assert_int_equal(names_len(m), 2);
    assert_int_equal(*names_get(m, "alpha"), 1);
    assert_null(names_get(m, key));
    assert_int_equal(*names_get_or_put(m, "gamma", &found), 0);
    assert_false(found);
    *names_get_or_put(m, "gamma", &found) += 3;
    assert_true(found);
    assert_int_equal(*names_get(m, "gamma"), 3);
    assert_int_equal(*names_get_or_put(m, "gamma", NULL), 3);
    assert_true(names_delete(m, "alpha"));
    assert_false(names_delete(m, "alpha"));
    assert_int_equal(names_len(m), 2);
    names_clear(m);
    assert_int_equal(names_len(m), 0);
    assert_null(names_get(m, "beta"));
    names_free(m);
}

/* A kept hash is taken from the slot when the map grows; what the user's key says there
 * means nothing. */
static void kept_hashes_are_used(void **state)
{
    static char bytes[1000];
    texts *m = texts_make(0);
    RmapText key;

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++) {
        key = rmap_text(bytes, i); /* of NULs, told apart by their length */
        key.hash = (uint32_t)i;
        assert_true(texts_put(m, key, (int)i) && texts_put(m, key, (int)i));
    }
    assert_int_equal(hashed, 2 * sizeof bytes);
    assert_true(texts_stats(m).growths > 5);
    for (size_t i = 0; i < sizeof bytes; i++)
        assert_int_equal(*texts_get(m, rmap_text(bytes, i)), i);
    assert_null(texts_get(m, rmap_text("a", 1)));
    assert_non_null(texts_get(m, rmap_text(NULL, 0)));
    texts_free(m);
}

static void set_has_and_add(void **state)
{
    bits *s = bits_make(0);
    bool was_there = true;
    bits_iter it;
    unsigned seen = 0;

    (void)state;
    assert_false(bits_has(s, 7));
    assert_true(bits_add(s, 7, &was_there));
    assert_false(was_there);
    assert_true(bits_add(s, 7, &was_there));
    assert_true(was_there);
    for (unsigned k = 0; k < 256; k++)
        assert_true(bits_add(s, (uint8_t)k, NULL));
    assert_int_equal(bits_len(s), 256);
    for (bits_iter_init(&it, s); bits_next(&it);)
        seen += *it.key;
    assert_int_equal(seen, 255 * 128);
    assert_int_equal(sizeof(bits_slot_), 1);
    assert_true(bits_delete(s, 7));
    assert_false(bits_has(s, 7));
    bits_free(s);
    assert_false(bits_has(NULL, 1));
    assert_panics(bits_add(NULL, 1, NULL), "assignment to entry in nil map");
}

/* What was deleted leaves no trace in a value that is made again. */
static void new_values_are_zero(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    for (int64_t k = 0; k < 1000; k++)
        assert_true(ints_put(m, k % 10, -1) && ints_delete(m, k % 10) &&
                    *ints_get_or_put(m, k % 10 + 1, NULL) == 0 &&
                    ints_delete(m, k % 10 + 1));
    assert_int_equal(ints_len(m), 0);
    ints_free(m);
}

static void nil_reads_empty(void **state)
{
    ints *nil = NULL;
    ints_iter it;

    (void)state;
    assert_null(ints_get(nil, 1));
    assert_int_equal(ints_len(nil), 0);
    assert_false(ints_delete(nil, 1));
    assert_true(ints_shrink(nil));
    assert_int_equal(ints_stats(nil).metadata, 0);
    ints_iter_init(&it, nil);
    assert_false(ints_next(&it));
    ints_iter_end(&it);
    assert_false(ints_next(&it));
    ints_free(nil);
    assert_panics(ints_put(NULL, 1, 1), "assignment to entry in nil map");
    assert_panics(ints_get_or_put(NULL, 1, NULL), "assignment to entry in nil map");
    assert_panics(ints_reserve(NULL, 1), "assignment to entry in nil map");
    assert_panics(ints_clear(NULL), "clear of nil map");
}

/* As in Go: the last of -0 and +0 that was put is kept; each NaN is an entry. */
static void odd_numbers(void **state)
{
    volatile double zero = 0;
    double nan = zero / zero;
    numbers *m = numbers_make(0);
    numbers_iter it;
    size_t nans = 0;

    (void)state;
    assert_true(numbers_put(m, +0.0, 1) && numbers_put(m, -0.0, 2));
    assert_int_equal(numbers_len(m), 1);
    numbers_iter_init(&it, m);
    assert_true(numbers_next(&it));
    assert_true(1 / *it.key < 0);
    for (int i = 0; i < 5000; i++)
        assert_true(numbers_put(m, nan, i));
    assert_int_equal(numbers_len(m), 5001);
    assert_null(numbers_get(m, nan));
    assert_false(numbers_delete(m, nan));
    for (numbers_iter_init(&it, m); numbers_next(&it);)
        nans += *it.key != *it.key;
    assert_int_equal(nans, 5000);
    /* They are scattered: few groups are full. */
    size_t full = 0;
    for (size_t g = 0; g <= m->f.mask; g++)
        full += m->f.tags[g * RMAP_GROUP_SIZE + RMAP_GROUP_SLOTS] != 0;
    assert_true(full < m->f.mask / 4);
    numbers_clear(m);
    assert_int_equal(numbers_len(m), 0);
    numbers_free(m);
}

/* Seven eighths, and what deleting costs of it. */
static void room(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    assert_int_equal(ints_stats(m).slots, 0);
    assert_true(ints_put(m, 0, 0));
    assert_int_equal(ints_stats(m).slots, 15);
    for (int64_t k = 0; k < 15; k++)
        assert_true(ints_put(m, k, 0));
    assert_int_equal(ints_stats(m).buckets, 1);
    assert_true(ints_put(m, 15, 0));
    assert_int_equal(ints_stats(m).buckets, 2);
    assert_int_equal(ints_stats(m).slots, 26);
    assert_int_equal(ints_stats(m).growths, 2);
    assert_int_equal(ints_stats(m).data, 30 * sizeof(ints_slot_));
    ints_free(m);
    assert_int_equal(rmap_groups_limit(64), 840);
}

/* Keys that come and go do not make the map grow for ever, nor fill it with losses. */
static void churn_stays_small(void **state)
{
    ints *m = ints_make(700);
    size_t buckets = ints_stats(m).buckets;

    (void)state;
    for (int64_t k = 0; k < 200000; k++) {
        assert_true(ints_put(m, k, k));
        if (k >= 600)
            assert_true(ints_delete(m, k - 600));
    }
    assert_int_equal(ints_len(m), 600);
    assert_true(ints_stats(m).buckets <= 2 * buckets);
    for (int64_t k = 200000 - 600; k < 200000; k++)
        assert_int_equal(*ints_get(m, k), k);
    flat_check(&m->f);
    ints_free(m);
}

static void shrink_gives_back(void **state)
{
    ints *m = ints_make(10000);

    (void)state;
    for (int64_t k = 0; k < 10000; k++)
        assert_true(ints_put(m, k, k));
    for (int64_t k = 40; k < 10000; k++)
        assert_true(ints_delete(m, k));
    assert_true(ints_shrink(m));
    assert_int_equal(ints_stats(m).buckets, 4);
    for (int64_t k = 0; k < 40; k++)
        assert_int_equal(*ints_get(m, k), k);
    ints_clear(m);
    assert_true(ints_shrink(m));
    assert_int_equal(ints_stats(m).buckets, 0);
    assert_null(ints_get(m, 1));
    assert_true(ints_put(m, 1, 1));
    ints_free(m);
}

/* The bytes do not depend on the instructions that find them. */
static void portable_layout_is_the_same(void **state)
{
    const RmapOptions options = { .fixed_seed = true, .seed = 5 };
    ints *a = ints_make_with(0, &options);
    plain_ints *b = plain_ints_make_with(0, &options);

    (void)state;
    for (int64_t k = 0; k < 20000; k++) {
        int64_t key = k * 7919 % 5000;
        if (k % 3 == 2)
            assert_int_equal(ints_delete(a, key), plain_ints_delete(b, key));
        else
            assert_true(ints_put(a, key, k) && plain_ints_put(b, key, k));
        assert_int_equal(a->f.left, b->f.left);
    }
    assert_int_equal(a->f.mask, b->f.mask);
    assert_memory_equal(a->f.tags, b->f.tags, (a->f.mask + 1) * RMAP_GROUP_SIZE);
    for (size_t i = 0; i < (a->f.mask + 1) * RMAP_GROUP_SLOTS; i++)
        if (a->f.tags[i / 15 * 16 + i % 15] != 0)
            assert_memory_equal(a->f.slots + i * sizeof(ints_slot_),
                                b->f.slots + i * sizeof(ints_slot_),
                                sizeof(ints_slot_));
    ints_free(a);
    plain_ints_free(b);
}

/* Every byte against every tag, where bytes are in neighbourhoods that carry. */
static void groups_match_alike(void **state)
{
    unsigned char group[RMAP_GROUP_SIZE];
    uint64_t random = 1;

    (void)state;
    for (unsigned round = 0; round < 20000; round++) {
        unsigned expected = 0;
        uint8_t tag = (uint8_t)(round % 4 == 0 ? 0 : round >> 2);
        for (unsigned i = 0; i < RMAP_GROUP_SIZE; i++) {
            random = rmap_hash_mix(random + 1);
            group[i] =
                (uint8_t)(tag + random % 5 - 2 + ((random >> 9) % 4 == 0) * 128U);
            expected |= (unsigned)(group[i] == tag && i < 15) << i;
        }
        assert_int_equal(rmap_group_match(group, tag, true), expected);
        assert_int_equal(rmap_group_match(group, tag, false), expected);
    }
}

/* The probe sequence ends although every group passes every key on. */
static void search_ends(void **state)
{
    ints *m = ints_make(100);

    (void)state;
    for (int64_t k = 0; k < 50; k++)
        assert_true(ints_put(m, k, k));
    for (size_t g = 0; g <= m->f.mask; g++)
        m->f.tags[g * RMAP_GROUP_SIZE + RMAP_GROUP_SLOTS] = 0xff;
    for (int64_t k = 0; k < 200; k++)
        assert_int_equal(ints_get(m, k) != NULL, k < 50);
    ints_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(put_get_delete),
        cmocka_unit_test(kept_hashes_are_used),
        cmocka_unit_test(set_has_and_add),
        cmocka_unit_test(new_values_are_zero),
        cmocka_unit_test(nil_reads_empty),
        cmocka_unit_test(odd_numbers),
        cmocka_unit_test(room),
        cmocka_unit_test(churn_stays_small),
        cmocka_unit_test(shrink_gives_back),
        cmocka_unit_test(portable_layout_is_the_same),
        cmocka_unit_test(groups_match_alike),
        cmocka_unit_test(search_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
