/* The allocation profile: right sums, both views, and a file that pprof reads.
 * `rmap_profile FILE` writes one for pprof.cmake. */
#include "atomic_heap.h"
#include "cmocka_all.h"
#include "panic_trap.h"
#include "rmap/profile.h"

#include <stdio.h>
#include <string.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* At rate 1 the profile is exact: it must be what the allocator beneath counts. */
static void exact_at_rate_one(void **state)
{
    AtomicHeap heap = { 0 };
    RmapOptions below = atomic_heap_options(&heap);
    RmapProfile *p = rmap_profile_new(1, &below.allocator);
    RmapOptions options = { .allocator = rmap_profile_allocator(p) };
    ints *m = ints_make_with(0, &options);
    RmapProfileSums sums;

    (void)state;
    for (int key = 0; key < 5000; key++) {
        assert_true(ints_put(m, key, key));
        if (key % 500 == 0) {
            sums = rmap_profile_sums(p);
            assert_int_equal((size_t)sums.use_bytes, heap.bytes);
            assert_int_equal((size_t)sums.use_objects, heap.blocks);
            assert_int_equal((size_t)sums.alloc_objects, heap.calls);
        }
    }
    ints_free(m);
    sums = rmap_profile_sums(p);
    assert_int_equal((size_t)sums.use_bytes, 0);
    assert_int_equal(sums.samples, heap.calls);
    assert_int_equal(sums.lost, 0);
    assert_true(sums.alloc_bytes > 5000 * 16);
    rmap_profile_free(p);
    rmap_profile_free(NULL);
}

enum { BLOCKS = 200000, KEPT = 512 };

/* Sampled, the sums are right in the mean, whatever the sizes: within 6 %, where the
 * error of this many samples is about 1 %. */
static void scaling_is_unbiased(void **state)
{
    static const size_t sizes[] = { 16, 100, 1000, 5000, 40000 };

    (void)state;
    for (size_t kind = 0; kind < 5; kind++) {
        RmapProfile *p = rmap_profile_new(4096, NULL);
        RmapAllocator a = rmap_profile_allocator(p);
        size_t size = sizes[kind];
        size_t count = size < 1000 ? 40000000 / size : BLOCKS / 5;
        void *kept[KEPT];
        RmapProfileSums sums;
        for (size_t i = 0; i < count; i++) {
            void *block = a.alloc(a.ctx, size + i % 8);
            assert_non_null(block);
            a.free(a.ctx, block, size + i % 8);
        }
        sums = rmap_profile_sums(p);
        assert_true(sums.samples > 5000);
        assert_true(sums.alloc_objects > 0.94 * (double)count &&
                    sums.alloc_objects < 1.06 * (double)count);
        assert_true(sums.alloc_bytes > 0.94 * (double)count * ((double)size + 3.5) &&
                    sums.alloc_bytes < 1.06 * (double)count * ((double)size + 3.5));
        assert_true(sums.use_bytes < 1);
        for (size_t i = 0; size == 40000 && i < KEPT; i++)
            kept[i] = a.alloc(a.ctx, size);
        sums = rmap_profile_sums(p);
        if (size == 40000)
            assert_true(sums.use_bytes > 0.94 * ((double)KEPT * 40000) &&
                        sums.use_bytes < 1.06 * ((double)KEPT * 40000));
        for (size_t i = 0; size == 40000 && i < KEPT; i++)
            a.free(a.ctx, kept[i], size);
        rmap_profile_free(p);
    }
}

/* By default one in 512 KiB: the profile of a small program is nearly empty. */
static void default_rate(void **state)
{
    RmapProfile *p = rmap_profile_new(0, NULL);
    RmapAllocator a = rmap_profile_allocator(p);
    RmapProfileSums sums;

    (void)state;
    for (int i = 0; i < 2000; i++)
        a.free(a.ctx, a.alloc(a.ctx, 262144), 262144);
    sums = rmap_profile_sums(p);
    assert_in_range(sums.samples, 650, 950); /* 2000 * (1 - exp(-1/2)) = 787 */
    rmap_profile_free(p);
}

/* An allocator that fails is passed on, and not counted. */
static void failures_pass_through(void **state)
{
    AtomicHeap heap = { .fail_at = 2 };
    RmapOptions below = atomic_heap_options(&heap);
    RmapProfile *p = rmap_profile_new(1, &below.allocator);
    RmapAllocator a = rmap_profile_allocator(p);
    void *first = a.alloc(a.ctx, 10);

    (void)state;
    assert_non_null(first);
    assert_null(a.alloc(a.ctx, 10));
    assert_int_equal((size_t)rmap_profile_sums(p).alloc_objects, 1);
    a.free(a.ctx, first, 10);
    rmap_profile_free(p);
    assert_int_equal(heap.blocks, 0);
}

/* ---- two call sites, for pprof ---- */

/* Takes and gives back: first by bytes ever allocated. */
__attribute__((noinline)) static void churn_maps(const RmapOptions *options)
{
    for (int i = 0; i < 200; i++) {
        ints *m = ints_make_with(0, options);
        for (int key = 0; key < 2000; key++)
            if (!ints_put(m, key, key))
                abort();
        ints_free(m);
    }
}

/* Keeps what it takes: first by bytes in use. */
__attribute__((noinline)) static ints *leak_map(const RmapOptions *options)
{
    ints *m = ints_make_with(0, options);

    for (int key = 0; key < 60000; key++)
        if (!ints_put(m, key, key))
            abort();
    return m;
}

static int write_file(const char *name)
{
    RmapProfile *p = rmap_profile_new(65536, NULL);
    RmapOptions options = { .allocator = rmap_profile_allocator(p) };
    FILE *file = fopen(name, "w");
    RmapSink sink;
    ints *m;
    bool written;

    if (file == NULL)
        return 1;
    sink = rmap_sink_file(file);
    churn_maps(&options);
    m = leak_map(&options);
    written = rmap_profile_write(p, &sink);
    printf("inuse %.0f alloc %.0f\n", rmap_profile_sums(p).use_bytes,
           rmap_profile_sums(p).alloc_bytes);
    ints_free(m);
    rmap_profile_free(p);
    return fclose(file) == 0 && written ? 0 : 1;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(exact_at_rate_one),
        cmocka_unit_test(scaling_is_unbiased),
        cmocka_unit_test(default_rate),
        cmocka_unit_test(failures_pass_through),
    };

    if (argc == 2)
        return write_file(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
