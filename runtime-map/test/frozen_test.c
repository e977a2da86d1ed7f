/* Frozen maps: what is written is what is read; files, old and new. */
#include "cmocka_all.h"
#include "failing_heap.h"
#include "frozen_error.h"
#include "panic_trap.h"

#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#define RMAP_PANIC panic_trap

typedef struct Point {
    int32_t x, y;
} Point;

#define RMAP_NAME   points
#define RMAP_KEY    uint32_t
#define RMAP_VALUE  Point
#define RMAP_FORMAT 7
#include "rmap/frozen.h"

#define RMAP_NAME        texts
#define RMAP_KEY         const char *
#define RMAP_VALUE       int64_t
#define RMAP_OWN_STRINGS 1
#include "rmap/frozen.h"

#define RMAP_NAME numbers
#define RMAP_KEY  uint32_t
#include "rmap/frozen.h"

#define RMAP_NAME   others
#define RMAP_KEY    uint32_t
#define RMAP_VALUE  Point
#define RMAP_FORMAT 8
#include "rmap/frozen.h"

#define RMAP_NAME  wides
#define RMAP_KEY   uint64_t
#define RMAP_VALUE Point
#include "rmap/frozen.h"

static const char path[] = "frozen_test.rmap";

static const RmapOptions fixed = { .fixed_seed = true, .seed = 5 };

/* ---- what is written is what is read ---- */

static void hash_is_xxh64(void **state)
{
    const char text[] = "Nobody inspects the spammish repetition";

    (void)state;
    assert_int_equal(rmap_xxh64(NULL, 0, 0), UINT64_C(0xEF46DB3751D8E999));
    assert_int_equal(rmap_xxh64("a", 1, 0), UINT64_C(0xD24EC4F1A98C6E5B));
    assert_int_equal(rmap_xxh64("abc", 3, 0), UINT64_C(0x44BC2CF5AD770999));
    assert_int_equal(rmap_xxh64(text, sizeof text - 1, 0),
                     UINT64_C(0xFBCEA83C8A378BF1));
}

static void nil_reads_as_empty(void **state)
{
    points_iter it;

    (void)state;
    assert_int_equal(points_len(NULL), 0);
    assert_null(points_get(NULL, 1));
    assert_false(points_has(NULL, 1));
    points_iter_init(&it, NULL);
    assert_false(points_next(&it));
    assert_int_equal(points_stats(NULL).entries, 0);
    points_free(NULL);
}

static void last_of_equal_keys_wins(void **state)
{
    const uint32_t keys[] = { 5, 6, 5, 7 };
    const Point values[] = { { 1, 1 }, { 2, 2 }, { 3, 3 }, { 4, 4 } };
    RmapFrozenError err;
    points *m;
    points_iter it;

    (void)state;
    assert_true(points_write(path, keys, values, 4, NULL, &err));
    m = points_open(path, RMAP_FROZEN_CHECK, NULL, &err);
    assert_non_null(m);
    assert_int_equal(err.fault, RMAP_FROZEN_FINE);
    assert_int_equal(points_len(m), 3);
    assert_int_equal(points_get(m, 5)->x, 3);
    assert_int_equal(points_get(m, 6)->y, 2);
    assert_null(points_get(m, 8));
    points_iter_init(&it, m);
    assert_true(points_next(&it) && *it.key == 5 && it.value->x == 3);
    assert_true(points_next(&it) && *it.key == 6 && it.value->x == 2);
    assert_true(points_next(&it) && *it.key == 7 && it.value->x == 4);
    assert_false(points_next(&it));
    assert_false(points_next(&it));
    points_free(m);
}

static void empty_maps_and_sets(void **state)
{
    const uint32_t keys[] = { 3, 1, 3 };
    numbers *n;
    texts *t;
    texts_iter it;

    (void)state;
    assert_true(numbers_write(path, keys, 3, NULL, NULL));
    n = numbers_open(path, RMAP_FROZEN_CHECK, NULL, NULL);
    assert_int_equal(numbers_len(n), 2);
    assert_true(numbers_has(n, 3) && numbers_has(n, 1) && !numbers_has(n, 2));
    numbers_free(n);
    assert_true(texts_write(path, NULL, NULL, 0, NULL, NULL));
    t = texts_open(path, RMAP_FROZEN_CHECK, NULL, NULL);
    assert_non_null(t);
    assert_int_equal(texts_len(t), 0);
    assert_null(texts_get(t, ""));
    texts_iter_init(&it, t);
    assert_false(texts_next(&it));
    texts_free(t);
}

enum { MANY = 4000 };

/* Of random keys, many of them given more than once, beside a plain array. */
static void random_against_an_array(void **state)
{
    static uint32_t keys[MANY];
    static Point values[MANY];
    unsigned random = 1;

    (void)state;
    for (size_t n = 1; n < MANY; n = n * 2 + 1) {
        static int32_t expected[MANY]; /* 0: absent */
        size_t len = 0;
        points *m;
        memset(expected, 0, sizeof expected);
        for (size_t i = 0; i < n; i++) {
            random = random * 1664525u + 1013904223u;
            keys[i] = (random >> 8) % MANY;
            values[i] = (Point){ (int32_t)i + 1, -(int32_t)i };
            len += expected[keys[i]] == 0;
            expected[keys[i]] = (int32_t)i + 1;
        }
        assert_true(points_write(path, keys, values, n, NULL, NULL));
        m = points_open(path, RMAP_FROZEN_CHECK, NULL, NULL);
        assert_int_equal(points_len(m), len);
        for (uint32_t k = 0; k < MANY; k++) {
            const Point *v = points_get(m, k);
            assert_int_equal(v == NULL ? 0 : v->x, expected[k]);
            assert_int_equal(points_has(m, k), expected[k] != 0);
        }
        points_free(m);
    }
}

static void texts_of_all_lengths(void **state)
{
    static char text[600][600];
    const char *keys[600];
    int64_t values[600];
    texts *m;
    texts_iter it;
    int64_t seen = 0;

    (void)state;
    for (int i = 0; i < 600; i++) {
        memset(text[i], 'a' + i % 3, (size_t)i);
        keys[i] = text[i];
        values[i] = i;
    }
    assert_true(texts_write(path, keys, values, 600, NULL, NULL));
    m = texts_open(path, RMAP_FROZEN_CHECK, NULL, NULL);
    for (int i = 0; i < 600; i++) {
        char other[600];
        assert_int_equal(*texts_get(m, text[i]), i);
        memcpy(other, text[i], sizeof other);
        other[i / 2] = 'z';
        assert_null(texts_get(m, other));
    }
    for (texts_iter_init(&it, m); texts_next(&it); seen++) {
        assert_string_equal(*it.key, text[seen]);
        assert_int_equal(*it.value, seen);
    }
    assert_int_equal(seen, 600);
    texts_free(m);
}

static void fixed_seed_gives_equal_files(void **state)
{
    const uint32_t keys[] = { 1, 2, 3 };
    size_t size[2];
    void *image[2];

    (void)state;
    for (int i = 0; i < 2; i++)
        image[i] =
            rmap_frozen_image(&numbers_type, keys, NULL, 3, &fixed, &size[i], NULL);
    assert_int_equal(size[0], size[1]);
    assert_memory_equal(image[0], image[1], size[0]);
    free(image[0]);
    free(image[1]);
}

/* ---- what is refused ---- */

static void other_types_are_refused(void **state)
{
    const uint32_t keys[] = { 1 };
    const Point values[] = { { 1, 2 } };
    RmapFrozenError err;

    (void)state;
    assert_true(points_write(path, keys, values, 1, NULL, NULL));
    assert_null(others_open(path, RMAP_FROZEN_CHECK, NULL, &err));
    check_error(&err, RMAP_FROZEN_OTHER_TYPE);
    assert_non_null(strstr(err.text, path));
    assert_null(wides_open(path, RMAP_FROZEN_CHECK, NULL, &err));
    check_error(&err, RMAP_FROZEN_OTHER_TYPE);
    assert_null(numbers_open(path, RMAP_FROZEN_CHECK, NULL, &err));
    check_error(&err, RMAP_FROZEN_OTHER_TYPE);
    assert_null(texts_open(path, RMAP_FROZEN_CHECK, NULL, &err));
    check_error(&err, RMAP_FROZEN_OTHER_TYPE);
    assert_non_null(strstr(err.text, "texts"));
}

/* ---- files ---- */

static const char *const small_keys[] = { "one", "two", "three", "four", "" };
static const int64_t small_values[] = { 1, 2, 3, 4, 5 };

static void expect_no_open(const char *name, RmapFrozenFault fault)
{
    RmapFrozenError err;

    assert_null(points_open(name, RMAP_FROZEN_CHECK, NULL, &err));
    check_error(&err, fault);
    assert_non_null(strstr(err.text, name));
    assert_int_equal(err.system != 0, fault == RMAP_FROZEN_SYSTEM);
    assert_null(points_open(name, RMAP_FROZEN_CHECK, NULL, NULL));
}

static void what_is_no_file_of_ours(void **state)
{
    FILE *file;

    (void)state;
    unlink(path);
    expect_no_open(path, RMAP_FROZEN_SYSTEM);
    expect_no_open(".", RMAP_FROZEN_NOT_OURS);
    assert_int_equal(mkfifo(path, 0600), 0); /* nobody writes into it */
    expect_no_open(path, RMAP_FROZEN_NOT_OURS);
    unlink(path);
    file = fopen(path, "w");
    assert_non_null(file);
    fclose(file);
    expect_no_open(path, RMAP_FROZEN_NOT_OURS);
    file = fopen(path, "w");
    for (int i = 0; i < 100; i++)
        fputs("once upon a time\n", file);
    fclose(file);
    expect_no_open(path, RMAP_FROZEN_NOT_OURS);
    unlink(path);
}

/* A file that cannot be written leaves what was there, and nothing beside it. */
static void failed_writes_leave_nothing(void **state)
{
    const uint32_t keys[] = { 1 };
    const Point values[] = { { 1, 2 } };
    char folder[] = "frozen_test_XXXXXX";
    char name[64];
    RmapFrozenError err;

    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(name, sizeof name, "%s/none/x", folder);
    assert_false(points_write(name, keys, values, 1, NULL, &err));
    check_error(&err, RMAP_FROZEN_SYSTEM);
    snprintf(name, sizeof name, "%s/x", folder);
    assert_int_equal(mkdir(name, 0700), 0); /* a folder is where the file should be */
    assert_false(points_write(name, keys, values, 1, NULL, &err));
    check_error(&err, RMAP_FROZEN_SYSTEM);
    assert_false(points_write(name, keys, values, 1, NULL, NULL));
    assert_int_equal(rmdir(name), 0);
    assert_true(points_write(name, keys, values, 1, NULL, &err));
    assert_int_equal(unlink(name), 0);
    assert_int_equal(rmdir(folder), 0); /* nothing else was left in it */
}

/* Who has the old file open goes on with it. */
static void replaced_while_open(void **state)
{
    const uint32_t keys[] = { 1 };
    Point value = { 1, 2 };
    points *old, *new;

    (void)state;
    assert_true(points_write(path, keys, &value, 1, NULL, NULL));
    old = points_open(path, RMAP_FROZEN_CHECK, NULL, NULL);
    value.x = 3;
    assert_true(points_write(path, keys, &value, 1, NULL, NULL));
    new = points_open(path, RMAP_FROZEN_CHECK, NULL, NULL);
    assert_int_equal(points_get(old, 1)->x, 1);
    assert_int_equal(points_get(new, 1)->x, 3);
    points_free(old);
    points_free(new);
}

static void each_allocation_fails(void **state)
{
    bool done = false;
    size_t runs = 0;

    (void)state;
    unlink(path);
    for (; !done; runs++) {
        FailingHeap heap = { .fail_at = runs + 1 };
        RmapOptions options = failing_heap_options(&heap);
        RmapFrozenError err;
        texts *m = NULL;
        bool written = texts_write(path, small_keys, small_values, 5, &options, &err);
        assert_int_equal(access(path, F_OK) == 0, written);
        if (written)
            m = texts_open(path, RMAP_FROZEN_CHECK, &options, &err);
        done = m != NULL;
        if (!done)
            check_error(&err, RMAP_FROZEN_NO_MEMORY);
        assert_int_equal(heap.blocks, done);
        texts_free(m);
        assert_int_equal(heap.blocks, 0);
        unlink(path);
    }
    assert_int_equal(runs, 6);
}

static size_t made, freed;

static void count_event(void *ctx, const RmapEvent *event)
{
    (void)ctx;
    made += event->kind == RMAP_EVENT_MAKE;
    freed += event->kind == RMAP_EVENT_FREE;
    assert_int_equal(event->entries, 5);
}

static void observer_is_told(void **state)
{
    const RmapObserver observer = { NULL, count_event };
    const RmapOptions options = { .observer = &observer };
    texts *m;
    struct stat about;

    (void)state;
    assert_true(texts_write(path, small_keys, small_values, 5, NULL, NULL));
    m = texts_open(path, RMAP_FROZEN_CHECK, &options, NULL);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(texts_stats(m).data + texts_stats(m).metadata,
                     (size_t)about.st_size + sizeof(RmapFrozen));
    texts_free(m);
    assert_int_equal(made, 1);
    assert_int_equal(freed, 1);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hash_is_xxh64),
        cmocka_unit_test(nil_reads_as_empty),
        cmocka_unit_test(last_of_equal_keys_wins),
        cmocka_unit_test(empty_maps_and_sets),
        cmocka_unit_test(random_against_an_array),
        cmocka_unit_test(texts_of_all_lengths),
        cmocka_unit_test(fixed_seed_gives_equal_files),
        cmocka_unit_test(other_types_are_refused),
        cmocka_unit_test(what_is_no_file_of_ours),
        cmocka_unit_test(failed_writes_leave_nothing),
        cmocka_unit_test(replaced_while_open),
        cmocka_unit_test(each_allocation_fails),
        cmocka_unit_test(observer_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
