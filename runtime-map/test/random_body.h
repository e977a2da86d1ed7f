/*
 * The body of a randomised comparison, included once for each kind of map by
 * random_test.c. BODY_NAME names the map, RMAP_KEY and the others are defined; besides
 *
 *     MAKE_KEY(n)   key number n, to look up with; MAKE_VALUE(n) a value told by n
 *     KEY_NUMBER(k), VALUE_NUMBER(v)   back again
 *     STORE_KEY(n)  key number n, to be put; DROP_KEY(k) when the map holds it no more
 *
 * The reference is an array indexed by key number. Beside the operations, up to four
 * iterations are under way at any time. Each must give, of the keys that were in the
 * map from its beginning and not deleted since, every one exactly once with its latest
 * value, nothing that is not in the map, and nothing twice that was not put again.
 */
#define RMAP_NAME BODY_NAME
#include "rmap/hmap.h"

#define BODY_PASTE2(a, b) a##_##b
#define BODY_PASTE(a, b)  BODY_PASTE2(a, b)
#define BODY(verb)        BODY_PASTE(BODY_NAME, verb)

typedef struct BODY(Walk) {
    bool open;
    BODY(iter) it;
    unsigned char owed[KEYS];  /* there from the beginning, not given yet */
    unsigned char given[KEYS]; /* given, and not put again since */
} BODY(Walk);

typedef struct BODY(World) {
    BODY_NAME *m;
    unsigned expected[KEYS]; /* 0: absent */
    BODY(key) stored[KEYS];  /* the key that the map holds, if there */
    size_t len;
    BODY(Walk) walks[WALKS];
    uint64_t random;
    size_t same_size;  /* operations that left the map in a growth to the same size */
    size_t mid_growth; /* walks begun in a growth to twice the size */
} BODY(World);

static void BODY(do_put)(BODY(World) * w, unsigned n, unsigned value)
{
    BODY(key) key = STORE_KEY(n);
    bool present = w->expected[n] != 0;
    bool found = false;
    BODY(value) * v;

    if (value & 1) {
        assert_true(BODY(put)(w->m, key, MAKE_VALUE(value)));
        if (present)
            DROP_KEY(w->stored[n]);
        w->stored[n] = key;
    } else {
        v = BODY(get_or_put)(w->m, key, &found);
        assert_non_null(v);
        assert_int_equal(found, present);
        assert_int_equal(VALUE_NUMBER(*v), w->expected[n]);
        *v = MAKE_VALUE(value);
        if (found)
            DROP_KEY(key);
        else
            w->stored[n] = key;
    }
    w->len += !present;
    w->expected[n] = value;
}

static void BODY(do_delete)(BODY(World) * w, unsigned n)
{
    bool present = w->expected[n] != 0;

    assert_int_equal(BODY(delete)(w->m, MAKE_KEY(n)), present);
    if (present)
        DROP_KEY(w->stored[n]);
    w->len -= present;
    w->expected[n] = 0;
    for (unsigned i = 0; i < WALKS; i++) {
        w->walks[i].owed[n] = 0;
        w->walks[i].given[n] = 0;
    }
}

static void BODY(do_clear)(BODY(World) * w)
{
    BODY(clear)(w->m);
    for (unsigned n = 0; n < KEYS; n++) {
        if (w->expected[n] != 0)
            DROP_KEY(w->stored[n]);
        w->expected[n] = 0;
    }
    w->len = 0;
    for (unsigned i = 0; i < WALKS; i++) {
        if (!w->walks[i].open)
            continue;
        if (i & 1)
            assert_false(BODY(next)(&w->walks[i].it));
        else
            BODY(iter_end)(&w->walks[i].it);
        w->walks[i].open = false;
    }
}

/* Begins the walk; or a step, or its early end, or (rarely) it is forgotten. */
static void BODY(do_walk)(BODY(World) * w, BODY(Walk) * walk, unsigned dice)
{
    if (!walk->open) {
        BODY(iter_init)(&walk->it, w->m);
        w->mid_growth +=
            w->m->h.oldbuckets != NULL && !(w->m->h.flags & RMAP_SAME_SIZE);
        for (unsigned n = 0; n < KEYS; n++)
            walk->owed[n] = w->expected[n] != 0;
        memset(walk->given, 0, sizeof walk->given);
        walk->open = true;
    } else if (dice % 64 == 0) {
        walk->open = false;
        if (dice % 128 == 0)
            BODY(iter_end)(&walk->it);
    } else if (!BODY(next)(&walk->it)) {
        for (unsigned n = 0; n < KEYS; n++)
            assert_int_equal(walk->owed[n], 0);
        walk->open = false;
    } else {
        unsigned n = KEY_NUMBER(*walk->it.key);
        assert_true(n < KEYS);
        assert_int_not_equal(w->expected[n], 0);
        assert_int_equal(VALUE_NUMBER(*walk->it.value), w->expected[n]);
        assert_int_equal(walk->given[n], 0);
        walk->given[n] = 1;
        walk->owed[n] = 0;
    }
}

static void BODY(check)(const BODY(World) * w)
{
    assert_int_equal(BODY(len)(w->m), w->len);
    for (unsigned n = 0; n < KEYS; n++) {
        const BODY(value) *v = BODY(get)(w->m, MAKE_KEY(n));
        assert_int_equal(v == NULL ? 0 : VALUE_NUMBER(*v), w->expected[n]);
    }
    hmap_check(&BODY(type), &w->m->h);
}

/* Of 16 operations `walk` are steps of a walk; of 16 others `grow` put, the rest
 * delete: the size of the map drifts to that part of `keys`. */
static void BODY(steps)(BODY(World) * w, unsigned steps, unsigned walk, unsigned grow,
                        unsigned keys)
{
    for (unsigned i = 0; i < steps; i++) {
        uint64_t r = random_next(&w->random);
        unsigned n = (unsigned)(r >> 32) % keys;
        if (r % 16 < walk)
            BODY(do_walk)(w, &w->walks[(r >> 4) % WALKS], (unsigned)(r >> 8) & 0xffff);
        else if ((r >> 40) % 1024 == 0)
            assert_true(BODY(shrink)(w->m));
        else if ((r >> 4) % 16 < grow)
            BODY(do_put)(w, n, (i + 1) | 0x10000);
        else
            BODY(do_delete)(w, n);
        w->same_size += (w->m->h.flags & RMAP_SAME_SIZE) != 0;
        if (w->random % 512 == 0)
            BODY(check)(w);
    }
}

/* Puts and deletes that keep the size at `full` or a little under it. */
static void BODY(churn)(BODY(World) * w, unsigned steps, size_t full, unsigned keys)
{
    for (unsigned i = 0; i < steps; i++) {
        uint64_t r = random_next(&w->random);
        BODY(steps)(w, 1, 1, w->len < full && r % 4 != 0 ? 16 : 0, keys);
    }
}

/* A new map, with all walks closed. */
static void BODY(begin)(BODY(World) * w, size_t hint)
{
    const RmapOptions options = { .fixed_seed = true,
                                  .seed = (uint32_t)random_next(&w->random) };

    for (unsigned i = 0; i < WALKS; i++)
        w->walks[i].open = false;
    w->m = BODY(make_with)(hint, &options);
    assert_non_null(w->m);
}

static void BODY(end)(BODY(World) * w)
{
    BODY(check)(w);
    for (unsigned n = 0; n < KEYS; n++)
        BODY(do_delete)(w, n);
    BODY(check)(w);
    BODY(free)(w->m);
}

/* Walks that begin while a map of about `size` is growing, and outlast that. */
static void BODY(walk_in_growth)(BODY(World) * w, size_t size)
{
    BODY(begin)(w, 0);
    while (w->len < size || w->m->h.oldbuckets == NULL)
        BODY(do_put)(w, (unsigned)w->len, (unsigned)w->len + 1);
    BODY(steps)(w, (unsigned)size / 16, 0, 16, (unsigned)w->len);
    for (unsigned i = 0; i < WALKS; i++)
        BODY(do_walk)(w, &w->walks[i], 1);
    BODY(steps)(w, (unsigned)size * 8, 14, 11, (unsigned)size * 2);
    BODY(end)(w);
}

static void BODY(round)(BODY(World) * w, size_t hint)
{
    BODY(begin)(w, hint);
    BODY(steps)(w, 600, 4, 12, 20);
    BODY(churn)(w, 24000, 104, 400); /* growth to the same size */
    for (unsigned i = 0; i < 12; i++) {
        BODY(steps)(w, 40u << i % 6, 8, 16, KEYS / 5);
        BODY(check)(w);
        BODY(do_clear)(w);
        BODY(check)(w);
    }
    BODY(steps)(w, 4000, 1, 14, KEYS);
    BODY(steps)(w, 8000, 2, 4, KEYS);
    BODY(do_clear)(w);
    BODY(steps)(w, 4000, 8, 5, KEYS);
    BODY(end)(w);
    for (size_t size = 9; size < KEYS / 3; size += size / 2)
        BODY(walk_in_growth)(w, size);
}

static void BODY(compare)(void **state)
{
    static BODY(World) w; /* too large for a stack */

    (void)state;
    w.random = 1;
    for (size_t i = 0; i < ROUNDS; i++)
        BODY(round)(&w, i % 3 == 0 ? KEYS : 0);
    assert_true(w.mid_growth > 100);
    assert_true(w.same_size > 0);
}

#undef BODY
#undef BODY_PASTE
#undef BODY_PASTE2
#undef BODY_NAME
#undef MAKE_KEY
#undef STORE_KEY
#undef DROP_KEY
#undef MAKE_VALUE
#undef KEY_NUMBER
#undef VALUE_NUMBER
