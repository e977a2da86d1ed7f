/* The allocators that come with the library: the arena and huge pages. */
#include "cmocka_all.h"
#include "panic_trap.h"

#include "rmap/arena.h"
#include "rmap/huge.h"

#include <stdio.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_NAME        names
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include "rmap/dense.h"

/* Maps of one arena are not freed one by one; LeakSanitizer looks. */
static void arena_frees_all(void **state)
{
    RmapArena arena = RMAP_ARENA_INIT;
    RmapOptions options = { .allocator = rmap_arena_allocator(&arena) };

    (void)state;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 50; i++) {
            ints *m = ints_make_with((size_t)i * 20, &options);
            names *n = names_make_with(0, &options);
            char key[16];
            assert_non_null(m);
            assert_non_null(n);
            for (int k = 0; k < 500; k++) {
                snprintf(key, sizeof key, "key %d", k);
                assert_true(ints_put(m, k, i) && names_put(n, key, k));
            }
            assert_int_equal(*ints_get(m, 499), i);
            assert_int_equal(*names_get(n, "key 77"), 77);
            if (i % 2 == 0)
                names_free(n); /* lawful, too */
        }
        rmap_arena_clear(&arena);
        assert_null(arena.blocks);
    }
}

/* What was given out last comes back. */
static void arena_takes_back_the_last(void **state)
{
    RmapArena arena = RMAP_ARENA_INIT;
    RmapAllocator a = rmap_arena_allocator(&arena);
    unsigned char *first = a.alloc(a.ctx, 100);
    unsigned char *second = a.alloc(a.ctx, 3);

    (void)state;
    assert_int_equal((uintptr_t)second % _Alignof(max_align_t), 0);
    a.free(a.ctx, first, 100); /* not the last: it stays */
    a.free(a.ctx, second, 3);
    assert_ptr_equal(a.alloc(a.ctx, 7), second);
    first = a.alloc(a.ctx, 10 << 20); /* larger than a block */
    assert_non_null(first);
    first[(10 << 20) - 1] = 1;
    assert_null(a.alloc(a.ctx, SIZE_MAX));
    assert_null(a.alloc(a.ctx, SIZE_MAX - 8));
    rmap_arena_clear(&arena);
    rmap_arena_clear(&arena); /* of an empty one is nothing */
}

static void huge_pages_hold_large_maps(void **state)
{
    RmapOptions options = { .allocator = rmap_huge_pages() };
    ints *m = ints_make_with(0, &options);
    RmapStats s;

    (void)state;
    for (int64_t k = 0; k < 400000; k++)
        assert_true(ints_put(m, k, -k));
    s = ints_stats(m);
    assert_true(s.data + s.metadata > RMAP_HUGE_FROM);
#ifdef __linux__
    assert_int_equal((uintptr_t)m->f.tags % RMAP_HUGE_PAGE, 0);
#endif
    for (int64_t k = 0; k < 400000; k++)
        assert_int_equal(*ints_get(m, k), -k);
    assert_false(ints_reserve(m, PTRDIFF_MAX / sizeof(ints_slot_) / 2));
    assert_int_equal(ints_len(m), 400000);
    for (int64_t k = 100; k < 400000; k++)
        assert_true(ints_delete(m, k));
    assert_true(ints_shrink(m)); /* back to malloc */
    assert_int_equal(*ints_get(m, 99), -99);
    ints_free(m);
}

/* To the last byte of a size that is not one of whole pages. */
static void huge_blocks_are_whole(void **state)
{
    RmapAllocator a = rmap_huge_pages();
    size_t sizes[] = { 1, RMAP_HUGE_FROM - 1, RMAP_HUGE_FROM, RMAP_HUGE_FROM + 1,
                       5 * RMAP_HUGE_PAGE + 4097 };

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        unsigned char *p = a.alloc(a.ctx, sizes[i]);
        assert_non_null(p);
        p[0] = 1;
        p[sizes[i] - 1] = 2;
        a.free(a.ctx, p, sizes[i]);
    }
    assert_null(a.alloc(a.ctx, SIZE_MAX));
    assert_null(a.alloc(a.ctx, PTRDIFF_MAX));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_frees_all),
        cmocka_unit_test(arena_takes_back_the_last),
        cmocka_unit_test(huge_pages_hold_large_maps),
        cmocka_unit_test(huge_blocks_are_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
