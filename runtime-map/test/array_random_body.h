/*
 * The body of a randomised comparison of a map that holds its entries in one array
 * (flat, dense), included once for each kind of map. BODY_NAME names the map,
 * BODY_HEADER is its header, BODY_CHECK(m) checks its layout, RMAP_KEY and the others
 * are defined; besides
 *
 *     MAKE_KEY(n)   key number n
 *     KEY_NUMBER(k) back again
 *
 * The reference is an array indexed by key number. Up to WALKS iterations are under way
 * at any time. As long as nothing has moved, each must give, of the keys that were in
 * the map from its beginning and not deleted since, every one exactly once with its
 * latest value, nothing that is not in the map, and nothing twice that was not put
 * again. Once something has moved it must end.
 */
#define RMAP_NAME BODY_NAME
#ifndef BODY_SET
#define RMAP_VALUE unsigned
#endif
#include BODY_HEADER

#define BODY_PASTE2(a, b) a##_##b
#define BODY_PASTE(a, b)  BODY_PASTE2(a, b)
#define BODY(verb)        BODY_PASTE(BODY_NAME, verb)

typedef struct BODY(Walk) {
    bool open;
    BODY(iter) it;
    uint64_t moves;
    unsigned char owed[KEYS];  /* there from the beginning, not given yet */
    unsigned char given[KEYS]; /* given, and not put again since */
} BODY(Walk);

typedef struct BODY(World) {
    BODY_NAME *m;
    unsigned expected[KEYS]; /* 0: absent */
    size_t len;
    BODY(Walk) walks[WALKS];
    uint64_t random;
    size_t ended;     /* walks that a move has ended */
    size_t completed; /* walks that saw everything */
} BODY(World);

#ifdef BODY_SET

static void BODY(do_put)(BODY(World) * w, unsigned n, unsigned value)
{
    bool found = false;

    (void)value;
    assert_true(BODY(add)(w->m, MAKE_KEY(n), &found));
    assert_int_equal(found, w->expected[n] != 0);
    w->len += !found;
    w->expected[n] = 1;
}

static void BODY(expect)(const BODY(World) * w, unsigned n)
{
    assert_int_equal(BODY(has)(w->m, MAKE_KEY(n)), w->expected[n] != 0);
}

#define BODY_EXPECT_STEP(w, it, n) (void)(it)

#else

static void BODY(do_put)(BODY(World) * w, unsigned n, unsigned value)
{
    bool present = w->expected[n] != 0;
    bool found = false;

    if (value & 1) {
        assert_true(BODY(put)(w->m, MAKE_KEY(n), value));
    } else {
        unsigned *v = BODY(get_or_put)(w->m, MAKE_KEY(n), &found);
        assert_non_null(v);
        assert_int_equal(found, present);
        assert_int_equal(*v, w->expected[n]);
        *v = value;
    }
    w->len += !present;
    w->expected[n] = value;
}

static void BODY(expect)(const BODY(World) * w, unsigned n)
{
    const unsigned *v = BODY(get)(w->m, MAKE_KEY(n));
    assert_int_equal(v == NULL ? 0 : *v, w->expected[n]);
}

#define BODY_EXPECT_STEP(w, it, n) assert_int_equal(*(it)->value, (w)->expected[n])

#endif

static void BODY(do_delete)(BODY(World) * w, unsigned n)
{
    bool present = w->expected[n] != 0;

    assert_int_equal(BODY(delete)(w->m, MAKE_KEY(n)), present);
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
    memset(w->expected, 0, sizeof w->expected);
    w->len = 0;
}

/* The step of a walk that is open. */
static void BODY(step)(BODY(World) * w, BODY(Walk) * walk)
{
    bool moved = BODY_GUARD(w->m).moves != walk->moves;

    if (!BODY(next)(&walk->it)) {
        for (unsigned n = 0; !moved && n < KEYS; n++)
            assert_int_equal(walk->owed[n], 0);
        assert_false(BODY(next)(&walk->it)); /* it stays so */
        walk->open = false;
        w->ended += moved;
        w->completed += !moved;
        return;
    }
    assert_false(moved);
    unsigned n = KEY_NUMBER(*walk->it.key);
    assert_true(n < KEYS);
    assert_int_not_equal(w->expected[n], 0);
    BODY_EXPECT_STEP(w, &walk->it, n);
    assert_int_equal(walk->given[n], 0);
    walk->given[n] = 1;
    walk->owed[n] = 0;
}

/* Begins the walk; or a step, or (rarely) its early end. */
static void BODY(do_walk)(BODY(World) * w, BODY(Walk) * walk, unsigned dice)
{
    if (!walk->open) {
        BODY(iter_init)(&walk->it, w->m);
        walk->moves = BODY_GUARD(w->m).moves;
        for (unsigned n = 0; n < KEYS; n++)
            walk->owed[n] = w->expected[n] != 0;
        memset(walk->given, 0, sizeof walk->given);
        walk->open = true;
    } else if (dice % 256 == 0) {
        BODY(iter_end)(&walk->it);
        assert_false(BODY(next)(&walk->it));
        walk->open = false;
    } else {
        BODY(step)(w, walk);
    }
}

static void BODY(check)(const BODY(World) * w)
{
    BODY(iter) it;
    size_t steps = 0;

    assert_int_equal(BODY(len)(w->m), w->len);
    for (unsigned n = 0; n < KEYS; n++)
        BODY(expect)(w, n);
    for (BODY(iter_init)(&it, w->m); BODY(next)(&it); steps++)
        BODY_EXPECT_STEP(w, &it, KEY_NUMBER(*it.key));
    assert_int_equal(steps, w->len);
    BODY_CHECK(w->m);
}

/* Random operations: of 32, so many deletes, puts, and rest walks, on keys below
 * `keys`. */
static void BODY(steps)(BODY(World) * w, unsigned steps, unsigned deletes,
                        unsigned puts, unsigned keys)
{
    for (unsigned i = 0; i < steps; i++) {
        uint64_t r = random_next(&w->random);
        unsigned n = (unsigned)(r >> 8) % keys;
        unsigned what = (unsigned)(r >> 40) % 32;
        if (what < deletes)
            BODY(do_delete)(w, n);
        else if (what < deletes + puts)
            BODY(do_put)(w, n, (unsigned)(r >> 45) % 1000 + 1);
        else
            BODY(do_walk)(w, &w->walks[r % WALKS], (unsigned)(r >> 32));
        if (r % 8 == 0)
            BODY(expect)(w, n);
    }
}

/* Whole walks while entries are deleted and overwritten, but none is new. */
static void BODY(thin_out)(BODY(World) * w)
{
    for (unsigned i = 0; i < WALKS; i++)
        w->walks[i].open = false;
    for (unsigned i = 0; i < KEYS * WALKS; i++) {
        uint64_t r = random_next(&w->random);
        unsigned n = (unsigned)(r >> 8) % KEYS;
        BODY(do_walk)(w, &w->walks[r % WALKS], 1);
        if (r % 16 == 0)
            BODY(do_delete)(w, n);
        else if (r % 16 == 1 && w->expected[n] != 0)
            BODY(do_put)(w, n, (unsigned)(r >> 45) % 1000 + 1);
    }
}

static void BODY(round)(BODY(World) * w, size_t hint)
{
    const RmapOptions options = { .fixed_seed = true,
                                  .seed = (uint32_t)random_next(&w->random) };

    w->m = BODY(make_with)(hint, &options);
    assert_non_null(w->m);
    for (unsigned i = 0; i < WALKS; i++)
        w->walks[i].open = false;
    for (unsigned i = 0; i < 12; i++) {
        BODY(steps)(w, 40u << i % 6, 8, 16, KEYS / 5);
        BODY(check)(w);
        if (i % 3 == 2)
            BODY(do_clear)(w);
        if (i % 4 == 1)
            assert_true(BODY(shrink)(w->m));
        if (i % 4 == 3)
            assert_true(BODY(reserve)(w->m, w->len + i * 20));
        BODY(check)(w);
    }
    BODY(steps)(w, 4000, 1, 20, KEYS);
    BODY(check)(w);
    BODY(thin_out)(w);
    BODY(check)(w);
    BODY(steps)(w, 12000, 14, 14, KEYS / 2); /* churn */
    BODY(check)(w);
    BODY(steps)(w, 4000, 8, 4, KEYS);
    for (unsigned n = 0; n < KEYS; n++)
        BODY(do_delete)(w, n);
    BODY(check)(w);
    BODY(free)(w->m);
}

static void BODY(compare)(void **state)
{
    static BODY(World) w; /* too large for a stack */

    (void)state;
    w.random = 1;
    for (size_t i = 0; i < ROUNDS; i++)
        BODY(round)(&w, i % 3 == 0 ? KEYS : 0);
    assert_true(w.ended > 3);
    assert_true(w.completed > 3);
}

#undef BODY
#undef BODY_PASTE
#undef BODY_PASTE2
#undef BODY_NAME
#undef BODY_SET
#undef BODY_EXPECT_STEP
#undef MAKE_KEY
#undef KEY_NUMBER
