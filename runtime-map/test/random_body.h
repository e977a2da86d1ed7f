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

/* `grow` of 16 operations put, the others delete: the map's size drifts with it. */
static void BODY(steps)(BODY(World) * w, unsigned steps, unsigned grow, unsigned keys)
{
    for (unsigned i = 0; i < steps; i++) {
        uint64_t r = random_next(&w->random);
        unsigned n = (unsigned)(r >> 32) % keys;
        if (r % 4 == 0)
            BODY(do_walk)(w, &w->walks[(r >> 2) % WALKS], (unsigned)(r >> 8) & 0xffff);
        else if ((r >> 2) % 16 < grow)
            BODY(do_put)(w, n, (i + 1) | 0x10000);
        else if ((r >> 6) % 4096 == 0)
            BODY(do_clear)(w);
        else
            BODY(do_delete)(w, n);
        if (i % 1024 == 0)
            BODY(check)(w);
    }
    BODY(check)(w);
}

static void BODY(compare)(void **state)
{
    static BODY(World) world; /* too large for a stack */
    BODY(World) *w = &world;

    (void)state;
    for (uint64_t seed = 1; seed <= ROUNDS; seed++) {
        memset(w, 0, sizeof *w);
        w->random = seed;
        w->m = BODY(make)(seed % 3 == 0 ? KEYS : 0);
        assert_non_null(w->m);
        BODY(steps)(w, 600, 12, 20);
        BODY(steps)(w, 4000, 14, KEYS);
        BODY(steps)(w, 3000, 2, KEYS);
        BODY(steps)(w, 6000, 8, KEYS);
        BODY(do_clear)(w);
        BODY(steps)(w, 3000, 10, KEYS);
        for (unsigned n = 0; n < KEYS; n++)
            BODY(do_delete)(w, n);
        BODY(free)(w->m);
    }
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
