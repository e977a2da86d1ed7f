/* The sync map on one thread against plain references, over random calls (Go's
 * MatchesRWMutex and MatchesDeepCopy), and its memory. */
#include "atomic_heap.h"
#include "panic_trap.h"

#define RMAP_PANIC panic_trap
#define RMAP_DEBUG 1

#define RMAP_NAME              ints
#define RMAP_KEY               int
#define RMAP_VALUE             int64_t
#define RMAP_HASH(key, seed)   rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)       ((a) == (b))
#define RMAP_VALUE_EQUAL(a, b) ((a) == (b))
#include "rmap/sync.h"

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
