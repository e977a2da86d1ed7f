/* The sync map on one thread: what each function says and does, equality with plain
 * references over random calls (Go's MatchesRWMutex and MatchesDeepCopy), memory. */
#include "atomic_heap.h"
#include "cmocka_all.h"
#include "panic_trap.h"

#include <math.h>
#include <stdio.h>

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME              ints
#define RMAP_KEY               int
#define RMAP_VALUE             int64_t
#define RMAP_HASH(key, seed)   rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)       ((a) == (b))
#define RMAP_VALUE_EQUAL(a, b) ((a) == (b))
#include "rmap/sync.h"

/* A set, whose hash collides: long runs of probing. */
#define RMAP_NAME            crowd
#define RMAP_KEY             uint8_t
#define RMAP_HASH(key, seed) ((key) % 3)
#define RMAP_HASH_AVALANCHES 1
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

typedef struct Wide {
    char text[200];
} Wide;

#define RMAP_NAME            wides
#define RMAP_KEY             double
#define RMAP_VALUE           Wide
#define RMAP_HASH(key, seed) rmap_hash_double(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

#define RMAP_NAME        words
#define RMAP_KEY         const char *
#define RMAP_VALUE       int
#define RMAP_OWN_STRINGS 1
#include "rmap/sync.h"

static void each_function(void **state)
{
    ints *m = ints_make(10);
    int64_t v = -1;
    bool found = true;

    (void)state;
    assert_false(ints_get(m, 1, &v));
    assert_int_equal(v, -1);
    assert_true(ints_put(m, 1, 10));
    assert_true(ints_get(m, 1, &v));
    assert_int_equal(v, 10);
    assert_true(ints_has(m, 1));
    assert_false(ints_has(m, 2));
    assert_true(ints_get(m, 1, NULL));

    assert_true(ints_get_or_put(m, 1, 99, &v, &found));
    assert_true(found);
    assert_int_equal(v, 10);
    assert_true(ints_get_or_put(m, 2, 20, &v, &found));
    assert_false(found);
    assert_int_equal(v, 20);
    assert_true(ints_get_or_put(m, 2, 21, NULL, NULL));
    assert_int_equal(ints_len(m), 2);

    assert_true(ints_swap(m, 2, 22, &v, &found));
    assert_true(found);
    assert_int_equal(v, 20);
    assert_true(ints_swap(m, 3, 30, &v, &found));
    assert_false(found);

    assert_true(ints_take(m, 3, &v));
    assert_int_equal(v, 30);
    assert_false(ints_take(m, 3, &v));
    assert_false(ints_delete(m, 3));
    assert_true(ints_delete(m, 2));
    assert_int_equal(ints_len(m), 1);
    ints_clear(m);
    assert_int_equal(ints_len(m), 0);
    assert_false(ints_has(m, 1));
    ints_free(m);
}

static void comparing_functions(void **state)
{
    ints *m = ints_make(0);
    int64_t v = 0;

    (void)state;
    assert_int_equal(ints_compare_and_swap(m, 1, 0, 1), RMAP_DIFFERENT);
    assert_false(ints_compare_and_delete(m, 1, 0));
    for (int half = 0; half < 2; half++) { /* in the dirty half, then in the read one */
        assert_true(ints_put(m, 1, 10));
        assert_int_equal(ints_compare_and_swap(m, 1, 11, 12), RMAP_DIFFERENT);
        assert_int_equal(ints_compare_and_swap(m, 1, 10, 12), RMAP_SWAPPED);
        assert_true(ints_get(m, 1, &v));
        assert_int_equal(v, 12);
        assert_false(ints_compare_and_delete(m, 1, 10));
        assert_true(ints_compare_and_delete(m, 1, 12));
        assert_false(ints_has(m, 1));
        assert_int_equal(ints_compare_and_swap(m, 1, 12, 13), RMAP_DIFFERENT);
    }
    assert_int_equal(ints_compare_and_swap(NULL, 1, 1, 1), RMAP_DIFFERENT);
    assert_false(ints_compare_and_delete(NULL, 1, 1));
    ints_free(m);
}

static void nil_map(void **state)
{
    ints_iter it;
    int64_t v;

    (void)state;
    assert_false(ints_get(NULL, 1, &v));
    assert_false(ints_has(NULL, 1));
    assert_false(ints_delete(NULL, 1));
    assert_false(ints_take(NULL, 1, &v));
    assert_int_equal(ints_len(NULL), 0);
    assert_int_equal(ints_stats(NULL).metadata, 0);
    ints_iter_init(&it, NULL);
    assert_false(ints_next(&it));
    ints_iter_end(&it);
    ints_free(NULL);
    assert_panics(ints_put(NULL, 1, 1), "assignment to entry in nil map");
    assert_panics(ints_get_or_put(NULL, 1, 1, &v, NULL),
                  "assignment to entry in nil map");
    assert_panics(ints_swap(NULL, 1, 1, &v, NULL), "assignment to entry in nil map");
    assert_panics(crowd_add(NULL, 1, NULL), "assignment to entry in nil map");
    assert_panics(ints_clear(NULL), "clear of nil map");
}

static void free_in_iteration(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    assert_true(ints_put(m, 1, 1));
    ints_iter_init(&it, m);
    assert_true(ints_next(&it));
    assert_panics(ints_free(m), "free of a map that is in use");
    ints_iter_end(&it);
    ints_free(m);
}

/* What an iteration gives stays good until its next step, whatever is done. */
static void iteration_holds_its_entry(void **state)
{
    ints *m = ints_make(0);
    ints_iter it;

    (void)state;
    assert_true(ints_put(m, 1, 10));
    ints_iter_init(&it, m);
    assert_true(ints_next(&it));
    for (int64_t n = 0; n < 1000; n++)
        assert_true(ints_put(m, 1, n));
    ints_clear(m);
    assert_int_equal(*it.key, 1);
    assert_int_equal(*it.value, 10);
    assert_false(ints_next(&it));
    ints_free(m);
}

static void set_form(void **state)
{
    crowd *m = crowd_make(0);
    bool there[256] = { false };
    size_t len = 0;
    unsigned random = 1;
    crowd_iter it;

    (void)state;
    for (int step = 0; step < 20000; step++) {
        bool was = true;
        random = random * 1103515245 + 12345;
        uint8_t key = (uint8_t)(random >> 16) & 63;
        if ((random >> 24) % 2 == 0) {
            assert_true(crowd_add(m, key, &was));
            assert_int_equal(was, there[key]);
        } else {
            assert_int_equal(crowd_delete(m, key), there[key]);
        }
        len -= there[key];
        there[key] = (random >> 24) % 2 == 0;
        len += there[key];
        assert_int_equal(crowd_has(m, key), there[key]);
        if (step % 512 == 0)
            assert_int_equal(crowd_len(m), len);
    }
    for (crowd_iter_init(&it, m); crowd_next(&it); len--)
        assert_true(there[*it.key]);
    assert_int_equal(len, 0);
    crowd_free(m);
}

static void nan_and_wide_values(void **state)
{
    wides *m = wides_make(0);
    Wide w = { "wide" };
    Wide got;

    (void)state;
    assert_true(wides_put(m, 0.0, w));
    assert_true(wides_put(m, -0.0, w));
    assert_int_equal(wides_len(m), 1);
    for (int i = 0; i < 3; i++)
        assert_true(wides_put(m, (double)NAN, w));
    assert_int_equal(wides_len(m), 4);
    assert_false(wides_get(m, (double)NAN, &got));
    assert_true(wides_get(m, 0.0, &got));
    assert_string_equal(got.text, "wide");
    wides_clear(m);
    assert_int_equal(wides_len(m), 0);
    wides_free(m);
}

/* The map copies its keys at the first put, and gives the copies back. */
static void own_keys(void **state)
{
    AtomicHeap heap = { 0 };
    RmapOptions options = atomic_heap_options(&heap);
    words *m = words_make_with(0, &options);
    words_iter it;
    char text[16];

    (void)state;
    for (int i = 0; i < 300; i++) {
        (void)snprintf(text, sizeof text, "word %d", i % 100);
        assert_true(words_put(m, text, i));
        if (i % 4 == 0)
            assert_true(words_delete(m, text));
    }
    memset(text, 0, sizeof text);
    assert_true(words_has(m, "word 99"));
    assert_false(words_has(m, "word 96"));
    for (words_iter_init(&it, m); words_next(&it);) {
        (void)snprintf(text, sizeof text, "word %d", *it.value % 100);
        assert_string_equal(*it.key, text);
    }
    for (size_t n = 1; n <= 4; n++) { /* the box, the entry, the copy, the table */
        size_t blocks = heap.blocks;
        heap.fail_at = heap.calls + n;
        assert_false(words_put(m, "new", 1));
        assert_int_equal(heap.blocks, blocks);
    }
    assert_true(words_put(m, "new", 1));
    words_free(m);
    assert_int_equal(heap.blocks, 0);
}

/* ---- against plain references ---- */

enum { KEYS = 24, CALLS = 400 };

typedef struct Reference {
    bool there[KEYS];
    int64_t value[KEYS];
} Reference;

/* Go's mapOps, one call of each with its result. */
typedef struct Result {
    bool ok;
    int64_t value;
} Result;

typedef enum Op { GET, PUT, GET_OR_PUT, TAKE, DELETE, SWAP, CAS, CAD, CLEAR, OPS } Op;

static Result call_map(ints *m, Op op, int key, int64_t value)
{
    Result r = { false, 0 };

    switch (op) {
    case GET:
        r.ok = ints_get(m, key, &r.value);
        break;
    case PUT:
        assert_true(ints_put(m, key, value));
        break;
    case GET_OR_PUT:
        assert_true(ints_get_or_put(m, key, value, &r.value, &r.ok));
        break;
    case TAKE:
        r.ok = ints_take(m, key, &r.value);
        break;
    case DELETE:
        r.ok = ints_delete(m, key);
        break;
    case SWAP:
        assert_true(ints_swap(m, key, value, &r.value, &r.ok));
        break;
    case CAS:
        r.ok = ints_compare_and_swap(m, key, value % 4, value) == RMAP_SWAPPED;
        break;
    case CAD:
        r.ok = ints_compare_and_delete(m, key, value % 4);
        break;
    case CLEAR:
        if (value % 16 == 0)
            ints_clear(m);
        break;
    case OPS:
        break;
    }
    return r;
}

static Result call_reference(Reference *m, Op op, int key, int64_t value)
{
    bool there = m->there[key];
    int64_t old = there ? m->value[key] : 0;
    bool same = there && old == value % 4;
    Result r = { there, old };

    if (op == PUT)
        r = (Result){ false, 0 };
    if (op == DELETE)
        r.value = 0;
    if (op == GET_OR_PUT && !there)
        r.value = value;
    if (op == CAS || op == CAD)
        r = (Result){ same, 0 };
    if (op == CLEAR) {
        r = (Result){ false, 0 };
        if (value % 16 == 0)
            memset(m, 0, sizeof *m);
    }
    if (op == PUT || op == SWAP || (op == GET_OR_PUT && !there) || (op == CAS && same))
        m->value[key] = value;
    if (op == PUT || op == SWAP || op == GET_OR_PUT)
        m->there[key] = true;
    if (op == TAKE || op == DELETE || (op == CAD && same))
        m->there[key] = false;
    return r;
}

static void expect_content(ints *m, const Reference *expected)
{
    size_t left = 0;
    ints_iter it;

    for (int key = 0; key < KEYS; key++)
        left += expected->there[key];
    assert_int_equal(ints_len(m), left);
    for (ints_iter_init(&it, m); ints_next(&it); left--) {
        assert_true(expected->there[*it.key]);
        assert_int_equal(*it.value, expected->value[*it.key]);
    }
    assert_int_equal(left, 0);
}

/* The next call of a random sequence. */
static Op draw(uint64_t *random, int *key, int64_t *value)
{
    uint64_t r = rmap_hash_mix(++*random);

    *key = (int)(r % KEYS);
    *value = (int64_t)(r >> 8 & 15);
    return (Op)(r >> 16 & 0xff) % OPS;
}

static void MatchesRWMutex(void **state)
{
    uint64_t random = 1;

    (void)state;
    for (int run = 0; run < 300; run++) {
        ints *m = ints_make(0);
        Reference reference = { 0 };
        for (int n = 0; n < CALLS; n++) {
            int key;
            int64_t value;
            Op op = draw(&random, &key, &value);
            Result expected = call_reference(&reference, op, key, value);
            Result got = call_map(m, op, key, value);
            assert_int_equal(got.ok, expected.ok);
            assert_int_equal(got.value, expected.value);
        }
        expect_content(m, &reference);
        ints_free(m);
    }
}

/* The reference is a new copy for each call, and every copy is compared at its time. */
static void MatchesDeepCopy(void **state)
{
    uint64_t random = UINT64_C(1) << 32;

    (void)state;
    for (int run = 0; run < 20; run++) {
        ints *m = ints_make(0);
        Reference copies[CALLS + 1] = { 0 };
        for (int n = 0; n < CALLS; n++) {
            int key;
            int64_t value;
            Op op = draw(&random, &key, &value);
            copies[n + 1] = copies[n];
            (void)call_reference(&copies[n + 1], op, key, value);
            (void)call_map(m, op, key, value);
            expect_content(m, &copies[n + 1]);
        }
        ints_free(m);
    }
}

/* ---- memory ---- */

/* Each allocation of a script fails once, in a run of its own. A call that failed has
 * changed nothing, and everything is given back in the end. */
static void each_allocation_fails(void **state)
{
    bool failed = true;
    size_t runs = 0;

    (void)state;
    for (size_t n = 1; failed; n++, runs++) {
        AtomicHeap heap = { .fail_at = n };
        RmapOptions options = atomic_heap_options(&heap);
        ints *m = ints_make_with(0, &options);
        Reference expected = { 0 };
        failed = m == NULL;
        for (int i = 0; m != NULL && i < 6 * KEYS; i++) {
            int key = i * 7 % KEYS;
            bool put = i % 5 == 0   ? ints_get_or_put(m, key, i, NULL, NULL)
                       : i % 5 == 1 ? ints_swap(m, key, i, NULL, NULL)
                                    : ints_put(m, key, i);
            failed |= !put;
            if (put && !(i % 5 == 0 && expected.there[key])) {
                expected.there[key] = true;
                expected.value[key] = i;
            }
            if (i % 3 == 0) {
                int64_t old = expected.value[(key + 1) % KEYS];
                RmapSwapped swapped =
                    ints_compare_and_swap(m, (key + 1) % KEYS, old, -i);
                failed |= swapped == RMAP_NO_MEMORY;
                if (swapped == RMAP_SWAPPED)
                    expected.value[(key + 1) % KEYS] = -i;
            }
            if (i % 11 == 10) {
                assert_int_equal(ints_delete(m, i % KEYS), expected.there[i % KEYS]);
                expected.there[i % KEYS] = false;
            }
            if (i % 31 == 30)
                expect_content(m, &expected);
        }
        if (m != NULL)
            expect_content(m, &expected);
        ints_free(m);
        assert_int_equal(heap.blocks, 0);
        assert_int_equal(heap.bytes, 0);
    }
    assert_true(runs > 100);
}

/* Boxes that were replaced are freed soon: overwriting keeps what is in use bounded. */
static void overwriting_is_bounded(void **state)
{
    AtomicHeap heap = { 0 };
    RmapOptions options = atomic_heap_options(&heap);
    ints *m = ints_make_with(0, &options);
    size_t filled;

    (void)state;
    for (int key = 0; key < 100; key++)
        assert_true(ints_put(m, key, 0));
    filled = heap.bytes;
    for (int64_t n = 0; n < 20000; n++)
        assert_true(ints_put(m, (int)(n % 100), n));
    assert_in_range(heap.peak, filled, 2 * filled + 8192);
    ints_clear(m);
    for (int i = 0; i < 200; i++) { /* work that collects what clear dropped */
        assert_true(ints_put(m, 1, 1));
        assert_true(ints_delete(m, 1));
    }
    assert_in_range(heap.bytes, 1, ints_stats(m).metadata + 4096);
    assert_true(heap.bytes < filled / 2);
    ints_free(m);
    assert_int_equal(heap.blocks, 0);
}

/* Go's: keys that are put and deleted again do not stay in memory, though the map has
 * another entry, which keeps the misses below the dirty half's size. */
static void Issue40999(void **state)
{
    AtomicHeap heap = { 0 };
    RmapOptions options = atomic_heap_options(&heap);
    ints *m = ints_make_with(0, &options);

    (void)state;
    assert_true(ints_put(m, -1, 0));
    for (int key = 0; key < 100000; key++) {
        assert_true(ints_put(m, key, key));
        assert_true(ints_delete(m, key));
    }
    assert_in_range(heap.peak, 1, 64 * 1024);
    ints_free(m);
    assert_int_equal(heap.blocks, 0);
}

/* What statistics say is what the allocator gave. */
static void statistics_add_up(void **state)
{
    AtomicHeap heap = { 0 };
    RmapOptions options = atomic_heap_options(&heap);
    ints *m = ints_make_with(0, &options);
    RmapStats stats;

    (void)state;
    for (int n = 0; n < 5000; n++) {
        assert_true(ints_put(m, n % 700, n));
        if (n % 3 == 0)
            ints_delete(m, n * 7 % 700);
        if (n % 5 == 0)
            (void)ints_has(m, n % 700);
        if (n % 499 == 0) {
            stats = ints_stats(m);
            assert_int_equal(stats.entries, ints_len(m));
            assert_int_equal(stats.metadata + stats.data, heap.bytes);
        }
    }
    assert_true(stats.growths > 3);
    ints_clear(m);
    stats = ints_stats(m);
    assert_int_equal(stats.entries, 0);
    assert_int_equal(stats.clears, 1);
    ints_free(m);
}

typedef struct Seen {
    int kinds[RMAP_EVENT_FREE + 1];
} Seen;

static void see(void *ctx, const RmapEvent *event)
{
    Seen *seen = ctx;

    assert_string_equal(event->type, "ints");
    seen->kinds[event->kind]++;
}

static void observer_is_told(void **state)
{
    Seen seen = { { 0 } };
    RmapObserver observer = { &seen, see };
    RmapOptions options = { .observer = &observer };
    ints *m = ints_make_with(0, &options);

    (void)state;
    for (int key = 0; key < 100; key++)
        assert_true(ints_put(m, key, key));
    for (int key = 0; key < 100; key++)
        assert_true(ints_has(m, key));
    ints_clear(m);
    ints_free(m);
    assert_int_equal(seen.kinds[RMAP_EVENT_MAKE], 1);
    assert_true(seen.kinds[RMAP_EVENT_GROW] >= 3);
    assert_int_equal(seen.kinds[RMAP_EVENT_GROWN], 1);
    assert_int_equal(seen.kinds[RMAP_EVENT_CLEAR], 1);
    assert_int_equal(seen.kinds[RMAP_EVENT_FREE], 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_function),
        cmocka_unit_test(comparing_functions),
        cmocka_unit_test(nil_map),
        cmocka_unit_test(free_in_iteration),
        cmocka_unit_test(iteration_holds_its_entry),
        cmocka_unit_test(set_form),
        cmocka_unit_test(nan_and_wide_values),
        cmocka_unit_test(own_keys),
        cmocka_unit_test(MatchesRWMutex),
        cmocka_unit_test(MatchesDeepCopy),
        cmocka_unit_test(each_allocation_fails),
        cmocka_unit_test(overwriting_is_bounded),
        cmocka_unit_test(Issue40999),
        cmocka_unit_test(statistics_add_up),
        cmocka_unit_test(observer_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
