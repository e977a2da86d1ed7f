/* What Go's tests of its map assert of kinds of keys and values, and of values that are
 * changed in place, under their names. Without RMAP_DEBUG, as programs run. */
#include "failing_heap.h"
#include "hmap_check.h"
#include "panic_trap.h"

#include <math.h>
#include <stdio.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int64_t
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* A slice of text, as Go's strings are. */
typedef struct Slice {
    const char *at;
    size_t size;
} Slice;

#define RMAP_NAME            slices
#define RMAP_KEY             Slice
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_bytes((key).at, (key).size, seed)
#define RMAP_EQUAL(a, b)     ((a).size == (b).size && memcmp((a).at, (b).at, (a).size) == 0)
#include "rmap/hmap.h"

/* A value that grows: append to it. */
typedef struct Few {
    size_t count;
    int items[7];
} Few;

#define RMAP_NAME            fews
#define RMAP_KEY             int64_t
#define RMAP_VALUE           Few
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

/* A key of any kind, as an interface is. */
typedef struct Any {
    enum { ANY_NIL, ANY_INT, ANY_DOUBLE, ANY_TEXT, ANY_PAIR } kind;
    int64_t i;
    double d;
    const char *text;
    struct {
        int32_t x, y;
    } pair;
} Any;

static uint64_t any_hash(Any key, uint64_t seed)
{
    switch (key.kind) {
    case ANY_NIL:
        return rmap_hash_u64(0, seed);
    case ANY_INT:
        return rmap_hash_u64((uint64_t)key.i, seed + 1);
    case ANY_DOUBLE:
        return rmap_hash_double(key.d, seed + 2);
    case ANY_TEXT:
        return rmap_hash_string(key.text, seed + 3);
    case ANY_PAIR:
        return rmap_hash_bytes(&key.pair, sizeof key.pair, seed + 4);
    }
    return 0;
}

static bool any_equal(Any a, Any b)
{
    return a.kind == b.kind && a.i == b.i && a.d == b.d &&
           (a.kind != ANY_TEXT || strcmp(a.text, b.text) == 0) &&
           a.pair.x == b.pair.x && a.pair.y == b.pair.y;
}

#define RMAP_NAME            anys
#define RMAP_KEY             Any
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) any_hash(key, seed)
#define RMAP_EQUAL(a, b)     any_equal(a, b)
#include "rmap/hmap.h"

typedef struct Large {
    int64_t words[129 / 8 + 1];
} Large;

#define RMAP_NAME            large_keys
#define RMAP_KEY             Large
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_bytes((key).words, sizeof(key).words, seed)
#define RMAP_EQUAL(a, b)     (memcmp((a).words, (b).words, sizeof(a).words) == 0)
#include "rmap/hmap.h"

#define RMAP_NAME            large_vals
#define RMAP_KEY             int64_t
#define RMAP_VALUE           Large
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

static void AppendAssignment(void **state)
{
    fews *m = fews_make(0);

    (void)state;
    for (int round = 0; round < 7; round++) {
        for (int64_t k = 0; k < 100; k++) {
            Few *few = fews_get_or_put(m, k, NULL);
            assert_int_equal(few->count, round);
            few->items[few->count++] = (int)k * round;
        }
    }
    for (int64_t k = 0; k < 100; k++)
        for (int i = 0; i < 7; i++)
            assert_int_equal(fews_get(m, k)->items[i], k * i);
    fews_free(m);
}

static Large large_of(int64_t n)
{
    Large large = { { n } };
    large.words[sizeof large.words / sizeof large.words[0] - 1] = ~n;
    return large;
}

/* The last word tells them apart, and survives growth. */
static void MapLargeKeyNoPointer(void **state)
{
    large_keys *m = large_keys_make(0);

    (void)state;
    for (int64_t k = 0; k < 100; k++)
        assert_true(large_keys_put(m, large_of(k), k));
    for (int64_t k = 0; k < 100; k++) {
        Large other = large_of(k);
        assert_int_equal(*large_keys_get(m, other), k);
        other.words[sizeof other.words / sizeof other.words[0] - 1] = 0;
        assert_null(large_keys_get(m, other));
    }
    hmap_check(&large_keys_type, &m->h);
    large_keys_free(m);
}

static void MapLargeValNoPointer(void **state)
{
    large_vals *m = large_vals_make(0);

    (void)state;
    for (int64_t k = 0; k < 100; k++)
        assert_true(large_vals_put(m, k, large_of(k)));
    for (int64_t k = 0; k < 100; k++) {
        const Large expected = large_of(k);
        assert_memory_equal(large_vals_get(m, k), &expected, sizeof expected);
    }
    large_vals_free(m);
}

/* Text in the middle of a buffer is looked up where it is: nothing is copied. */
static void MapStringBytesLookup(void **state)
{
    static const char text[] = "1000,2000,3000,4000";
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    slices *m = slices_make_with(0, &options);
    size_t calls;

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_true(slices_put(m, (Slice){ text + 5 * i, 4 }, (int64_t)i));
    calls = heap.calls;
    for (size_t i = 0; i < 4; i++) {
        char buffer[8] = { 'x', 0 };
        memcpy(buffer + 1, text + 5 * i, 4);
        assert_int_equal(*slices_get(m, (Slice){ buffer + 1, 4 }), i);
        assert_null(slices_get(m, (Slice){ buffer, 5 }));
        assert_null(slices_get(m, (Slice){ buffer + 1, 3 }));
    }
    assert_int_equal(heap.calls, calls);
    slices_free(m);
}

/* Go keeps a small map on the stack. Here it is two blocks, header and bucket, whatever
 * is done to it while it is small. */
static void NonEscapingMap(void **state)
{
    FailingHeap heap = { 0 };
    RmapOptions options = failing_heap_options(&heap);
    ints *m = ints_make_with(8, &options);

    (void)state;
    assert_int_equal(heap.calls, 1);
    for (int round = 0; round < 100; round++) {
        for (int64_t k = 0; k < 8; k++)
            assert_true(ints_put(m, k + round, k));
        for (int64_t k = 0; k < 8; k++)
            assert_true(ints_delete(m, k + round));
        ints_clear(m);
    }
    assert_int_equal(heap.calls, 2);
    ints_free(m);
}

/* Deferred deletes run in the order that is not that of the puts. */
static void DeferDeleteSlow(void **state)
{
    const Any keys[] = { { .kind = ANY_INT, .i = 1 },
                         { .kind = ANY_TEXT, .text = "a" },
                         { .kind = ANY_DOUBLE, .d = 1 },
                         { .kind = ANY_NIL } };
    anys *m = anys_make(0);

    (void)state;
    for (size_t i = 0; i < 4; i++)
        assert_true(anys_put(m, keys[i], (int)i));
    assert_int_equal(anys_len(m), 4);
    for (size_t i = 4; i-- > 0;)
        assert_true(anys_delete(m, keys[i]));
    assert_int_equal(anys_len(m), 0);
    anys_free(m);
}

static void IncrementAfterDeleteValueInt(void **state)
{
    ints *m = ints_make(0);

    (void)state;
    assert_true(ints_put(m, 2, 99));
    assert_true(ints_delete(m, 2));
    *ints_get_or_put(m, 1, NULL) += 1;
    assert_int_equal(*ints_get(m, 1), 1);
    ints_free(m);
}

/* Text appended to what a deleted value left must begin empty. */
static void IncrementAfterDeleteKeyValueString(void **state)
{
    large_vals *m = large_vals_make(0);
    char *text;

    (void)state;
    for (int round = 0; round < 3; round++) {
        text = (char *)large_vals_get_or_put(m, round % 2, NULL)->words;
        assert_string_equal(text, "");
        strcat(text, "99");
        assert_string_equal((char *)large_vals_get(m, round % 2)->words, "99");
        assert_true(large_vals_delete(m, round % 2));
    }
    large_vals_free(m);
}

static void MapInterfaceKey(void **state)
{
    const Any keys[] = { { .kind = ANY_NIL },
                         { .kind = ANY_INT, .i = 0 },
                         { .kind = ANY_INT, .i = 9 },
                         { .kind = ANY_DOUBLE, .d = 0 },
                         { .kind = ANY_DOUBLE, .d = 9 },
                         { .kind = ANY_TEXT, .text = "" },
                         { .kind = ANY_TEXT, .text = "9" },
                         { .kind = ANY_PAIR, .pair = { 0, 0 } },
                         { .kind = ANY_PAIR, .pair = { 9, 0 } },
                         { .kind = ANY_PAIR, .pair = { 0, 9 } } };
    enum { N = sizeof keys / sizeof keys[0] };
    const Any nan = { .kind = ANY_DOUBLE, .d = (double)NAN };
    anys *m = anys_make(0);

    (void)state;
    for (int i = 0; i < N; i++) {
        assert_null(anys_get(m, keys[i])); /* equal to none before it */
        assert_true(anys_put(m, keys[i], i));
    }
    for (int i = 0; i < N; i++)
        assert_int_equal(*anys_get(m, keys[i]), i);
    assert_true(anys_put(m, (Any){ .kind = ANY_DOUBLE, .d = -0.0 }, 77));
    assert_int_equal(*anys_get(m, keys[3]), 77);
    assert_true(anys_put(m, nan, 1) && anys_put(m, nan, 2));
    assert_null(anys_get(m, nan));
    assert_int_equal(anys_len(m), N + 2);
    anys_free(m);
}

static void EmptyMapWithInterfaceKey(void **state)
{
    anys *m = anys_make(0);

    (void)state;
    for (int round = 0; round < 2; round++) {
        for (int kind = ANY_NIL; kind <= ANY_PAIR; kind++) {
            Any key = { .kind = ANY_NIL, .text = "" };
            memcpy(&key.kind, &kind, sizeof key.kind);
            assert_null(anys_get(m, key));
            assert_false(anys_delete(m, key));
            assert_null(anys_get(NULL, key));
        }
        assert_true(anys_put(m, (Any){ .kind = ANY_INT, .i = 1 }, 1));
        anys_clear(m); /* a bucket, and still empty */
    }
    anys_free(m);
}

/* Copies of all keys and of all values, each once. */
static void MapKeysAndValues(void **state)
{
    enum { N = 5000 };
    static unsigned char keys[N], values[N];
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    memset(keys, 0, sizeof keys);
    memset(values, 0, sizeof values);
    for (int64_t k = 0; k < N; k++)
        assert_true(ints_put(m, k, N - 1 - k));
    for (ints_iter_init(&it, m); ints_next(&it);) {
        keys[*it.key]++;
        values[*it.value]++;
    }
    for (int i = 0; i < N; i++) {
        assert_int_equal(keys[i], 1);
        assert_int_equal(values[i], 1);
    }
    ints_free(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(AppendAssignment),
        cmocka_unit_test(MapLargeKeyNoPointer),
        cmocka_unit_test(MapLargeValNoPointer),
        cmocka_unit_test(MapStringBytesLookup),
        cmocka_unit_test(NonEscapingMap),
        cmocka_unit_test(DeferDeleteSlow),
        cmocka_unit_test(IncrementAfterDeleteValueInt),
        cmocka_unit_test(IncrementAfterDeleteKeyValueString),
        cmocka_unit_test(MapInterfaceKey),
        cmocka_unit_test(EmptyMapWithInterfaceKey),
        cmocka_unit_test(MapKeysAndValues),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
