#ifndef RMAP_TEST_M32_CMOCKA_H
#define RMAP_TEST_M32_CMOCKA_H

/*
 * As much of cmocka as the tests of runtime-map use, in one header: for machines that a
 * program can be built and run for but cmocka is not installed for, as 32-bit x86
 * beside its 64-bit brother. A failed assertion ends its test.
 */
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct CMUnitTest {
    const char *name;
    void (*run)(void **state);
};

/* Where the running test is left, and why: 1 failed, 2 skipped. */
static jmp_buf small_leave;

static inline void small_fail(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    longjmp(small_leave, 1);
}

#define small_assert(condition, what)                                                  \
    ((condition) ? (void)0 : small_fail(__FILE__, __LINE__, what))
/* As cmocka does: to the widest unsigned integer, negative ones by extension. */
#define small_wide(x) ((uintmax_t)(x))

#define assert_true(x)     small_assert(x, #x)
#define assert_false(x)    small_assert(!(x), "not: " #x)
#define assert_null(p)     small_assert((p) == NULL, #p " == NULL")
#define assert_non_null(p) small_assert((p) != NULL, #p " != NULL")
#define assert_int_equal(a, b)                                                         \
    small_assert(small_wide(a) == small_wide(b), #a " == " #b)
#define assert_int_not_equal(a, b)                                                     \
    small_assert(small_wide(a) != small_wide(b), #a " != " #b)
#define assert_ptr_equal(a, b)                                                         \
    small_assert((const void *)(a) == (const void *)(b), #a " == " #b)
#define assert_ptr_not_equal(a, b)                                                     \
    small_assert((const void *)(a) != (const void *)(b), #a " != " #b)
#define assert_string_equal(a, b) small_assert(strcmp(a, b) == 0, #a " equals " #b)
#define assert_string_not_equal(a, b)                                                  \
    small_assert(strcmp(a, b) != 0, #a " differs from " #b)
#define assert_memory_equal(a, b, size)                                                \
    small_assert(memcmp(a, b, size) == 0, #a " has the bytes of " #b)
#define assert_memory_not_equal(a, b, size)                                            \
    small_assert(memcmp(a, b, size) != 0, #a " differs from " #b)
#define assert_in_range(x, low, high)                                                  \
    small_assert(small_wide(x) - small_wide(low) <=                                    \
                     small_wide(high) - small_wide(low),                               \
                 #x " in " #low " to " #high)
#define fail()        small_fail(__FILE__, __LINE__, "fail()")
#define fail_msg(...) (fprintf(stderr, __VA_ARGS__), fail())
#define skip()        longjmp(small_leave, 2)

#define cmocka_unit_test(function) { #function, function }
#define cmocka_run_group_tests(tests, setup, teardown)                                 \
    small_run(tests, sizeof tests / sizeof tests[0])

static inline int small_run(const struct CMUnitTest *tests, size_t count)
{
    volatile int failed = 0;

    for (volatile size_t i = 0; i < count; i++) {
        void *state = NULL;
        int left = setjmp(small_leave);
        if (left == 0)
            tests[i].run(&state);
        else
            fprintf(stderr, "%s: %s\n", tests[i].name,
                    left == 1 ? "FAILED" : "skipped");
        failed += left == 1;
    }
    printf("%zu tests, %d failed\n", count, failed);
    return failed;
}

#endif
