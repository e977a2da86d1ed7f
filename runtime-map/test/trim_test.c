/* When memory is returned: the decision, by figures. That it is returned is measured by
 * trim_rss.c. */
#include "cmocka_all.h"
#include "rmap/trim.h"

enum { MB = 1 << 20 };

static RmapTrimWhy decide(RmapTrim *trim, size_t resident, size_t held, size_t passes)
{
    RmapTrimFigures figures = { resident, 1000, held, passes };

    return rmap_trim_decide(trim, &figures);
}

static void pressure(void **state)
{
    RmapTrim trim = { .pressed = false };

    (void)state;
    assert_int_equal(decide(&trim, 850, 0, 5), RMAP_TRIM_NO); /* not over 85 % */
    assert_int_equal(decide(&trim, 851, 0, 9), RMAP_TRIM_NO); /* from here on */
    assert_int_equal(decide(&trim, 851, 0, 10), RMAP_TRIM_NO);
    assert_int_equal(decide(&trim, 851, 0, 11), RMAP_TRIM_PRESSURE);
    assert_int_equal(decide(&trim, 900, 0, 12), RMAP_TRIM_NO); /* anew */
    assert_int_equal(decide(&trim, 890, 0, 13), RMAP_TRIM_NO); /* a pass has helped */
    assert_int_equal(decide(&trim, 895, 0, 14), RMAP_TRIM_NO);
    assert_int_equal(decide(&trim, 840, 0, 15), RMAP_TRIM_NO); /* enough */
    assert_int_equal(decide(&trim, 900, 0, 20), RMAP_TRIM_NO);
    assert_int_equal(decide(&trim, 900, 0, 22), RMAP_TRIM_PRESSURE);
}

static void after_a_burst(void **state)
{
    RmapTrim trim = { .pressed = false };

    (void)state;
    assert_int_equal(decide(&trim, 0, 100, 0), RMAP_TRIM_NO);
    assert_int_equal(decide(&trim, 0, 1000, 1), RMAP_TRIM_NO); /* the peak */
    assert_int_equal(decide(&trim, 0, 800, 3), RMAP_TRIM_NO);  /* two passes */
    assert_int_equal(decide(&trim, 0, 801, 9), RMAP_TRIM_NO);  /* not by a fifth */
    assert_int_equal(decide(&trim, 0, 800, 9), RMAP_TRIM_AFTER_BURST);
    assert_int_equal(decide(&trim, 0, 700, 20), RMAP_TRIM_NO); /* from 800 on */
    assert_int_equal(decide(&trim, 0, 640, 21), RMAP_TRIM_AFTER_BURST);
    assert_int_equal(decide(&trim, 0, 0, 30), RMAP_TRIM_AFTER_BURST);
    assert_int_equal(decide(&trim, 0, 0, 40), RMAP_TRIM_NO); /* nothing from nothing */
}

static void own_policy(void **state)
{
    RmapTrim trim = { .policy = {
                          .high = 50, .passes = 1, .drop = 50, .burst_passes = 1 } };
    RmapTrimFigures unlimited = { .resident = SIZE_MAX, .limit = 0 };

    (void)state;
    assert_int_equal(decide(&trim, 501, 0, 0), RMAP_TRIM_NO);
    assert_int_equal(decide(&trim, 501, 0, 1), RMAP_TRIM_PRESSURE);
    assert_int_equal(decide(&trim, 0, 100, 2), RMAP_TRIM_NO);
    assert_int_equal(decide(&trim, 0, 51, 3), RMAP_TRIM_NO);
    assert_int_equal(decide(&trim, 0, 50, 3), RMAP_TRIM_AFTER_BURST);
    trim = (RmapTrim){ .pressed = false };
    for (size_t pass = 0; pass < 5; pass++) {
        unlimited.passes = pass;
        assert_int_equal(rmap_trim_decide(&trim, &unlimited), RMAP_TRIM_NO);
    }
}

static void limits(void **state)
{
    (void)state;
    assert_int_equal(rmap_trim_limit_of("max\n", 7 * MB), 7 * MB);
    assert_int_equal(rmap_trim_limit_of("1048576\n", 7 * MB), MB);
    assert_int_equal(rmap_trim_limit_of("1048576", 0), MB);
    assert_int_equal(rmap_trim_limit_of("9000000\n", 7 * MB), 7 * MB);
    assert_int_equal(rmap_trim_limit_of("", 7 * MB), 7 * MB);
    assert_int_equal(rmap_trim_limit_of("-1\n", 7 * MB), 7 * MB);
    assert_int_equal(rmap_trim_limit_of("12 x\n", 7 * MB), 7 * MB);
    assert_int_equal(rmap_trim_limit_of("99999999999999999999999\n", 7 * MB), 7 * MB);
    assert_in_range(rmap_trim_resident(), MB / 2, rmap_trim_limit());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pressure),
        cmocka_unit_test(after_a_burst),
        cmocka_unit_test(own_policy),
        cmocka_unit_test(limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
