/* The comparison of eight tophashes at once, in the version of this machine and in the
 * portable one, against a loop. */
#include "cmocka_all.h"

#include "rmap/hmap_match.h"

static unsigned loop_equal(const unsigned char *bucket, uint8_t byte)
{
    unsigned mask = 0;
    for (unsigned i = 0; i < 8; i++)
        mask |= (unsigned)(bucket[i] == byte) << i;
    return mask;
}

static unsigned loop_from(const unsigned char *bucket, uint8_t least)
{
    unsigned mask = 0;
    for (unsigned i = 0; i < 8; i++)
        mask |= (unsigned)(bucket[i] >= least) << i;
    return mask;
}

static void assert_all_versions(const unsigned char *bucket, uint8_t byte)
{
    assert_int_equal(rmap_match(bucket, byte), loop_equal(bucket, byte));
    assert_int_equal(rmap_match_portable(bucket, byte), loop_equal(bucket, byte));
    if (byte > 128)
        return;
    assert_int_equal(rmap_match_from(bucket, byte), loop_from(bucket, byte));
    assert_int_equal(rmap_match_from_portable(bucket, byte), loop_from(bucket, byte));
}

/* Each byte beside each other, and beside those that a borrow or carry would reach. */
static void pairs(void **state)
{
    (void)state;
    for (unsigned a = 0; a < 256; a++) {
        for (unsigned b = 0; b < 256; b++) {
            unsigned char bucket[8];
            for (unsigned i = 0; i < 8; i++)
                bucket[i] = (unsigned char)(i % 3 == 0 ? a : i % 3 == 1 ? b : a ^ b);
            assert_all_versions(bucket, (uint8_t)a);
            assert_all_versions(bucket, (uint8_t)(a + 1));
            assert_all_versions(bucket, (uint8_t)(b - 1));
        }
    }
}

/* What maps ask for, with an entry in each set of slots. */
static void states_of_slots(void **state)
{
    (void)state;
    for (unsigned full = 0; full < 256; full++) {
        for (uint8_t empty = 0; empty < 5; empty++) {
            unsigned char bucket[8];
            for (unsigned i = 0; i < 8; i++)
                bucket[i] = (unsigned char)((full >> i & 1) != 0 ? 5 + 30 * i : empty);
            assert_int_equal(rmap_match_from(bucket, 5), full);
            assert_int_equal(rmap_match(bucket, empty), ~full & 0xff);
            for (uint8_t byte = 0; byte < 6; byte++)
                assert_all_versions(bucket, byte);
        }
    }
}

static void words_keep_their_order(void **state)
{
    const unsigned char bucket[8] = { 1, 2, 3, 4, 5, 6, 7, 8 };
    unsigned char copy[8];

    (void)state;
    assert_int_equal(rmap_tops_load(bucket) & 0xff, 1);
    assert_int_equal(rmap_tops_load(bucket) >> 56, 8);
    rmap_tops_store(copy, rmap_tops_load(bucket));
    assert_memory_equal(copy, bucket, sizeof copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs),
        cmocka_unit_test(states_of_slots),
        cmocka_unit_test(words_keep_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
