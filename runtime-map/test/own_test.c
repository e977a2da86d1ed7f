/* Copies of keys: made with the allocator they are given back to, with their size. */
#include "cmocka_all.h"

#include "rmap/own.h"

#include <stdlib.h>
#include <string.h>

/* The allocator's context: what it has given out. */
typedef struct Given {
    size_t blocks;
    size_t bytes;
    bool empty; /* out of memory */
} Given;

static void *give(void *ctx, size_t size)
{
    Given *given = ctx;

    if (given->empty)
        return NULL;
    given->blocks++;
    given->bytes += size;
    return malloc(size);
}

static void take(void *ctx, void *block, size_t size)
{
    Given *given = ctx;

    given->blocks--;
    given->bytes -= size;
    free(block);
}

static void copies_are_the_callers_text(void **state)
{
    Given given = { 0, 0, false };
    const RmapAllocator a = { &given, give, take };
    char text[] = "a key";
    const char *copy = rmap_own_copy(&a, text);
    const char *none = rmap_own_copy(&a, "");

    (void)state;
    text[0] = 'b';
    assert_string_equal(copy, "a key");
    assert_string_equal(none, "");
    assert_int_equal(given.blocks, 2);
    assert_int_equal(given.bytes, rmap_own_size(copy) + rmap_own_size(none));
    rmap_own_free(&a, copy);
    rmap_own_free(&a, none);
    rmap_own_free(&a, NULL);
    assert_int_equal(given.blocks, 0);
    assert_int_equal(given.bytes, 0);
}

static void out_of_memory(void **state)
{
    Given given = { 0, 0, true };
    const RmapAllocator a = { &given, give, take };

    (void)state;
    assert_null(rmap_own_copy(&a, "a key"));
}

static void without_allocator(void **state)
{
    const RmapAllocator a = { NULL, NULL, NULL };
    const char *copy = rmap_own_copy(&a, "a key");

    (void)state;
    assert_string_equal(copy, "a key");
    rmap_own_free(&a, copy); /* LeakSanitizer looks */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(copies_are_the_callers_text),
        cmocka_unit_test(out_of_memory),
        cmocka_unit_test(without_allocator),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
