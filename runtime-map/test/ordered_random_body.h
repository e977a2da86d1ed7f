/*
 * A random run over an ordered map beside a plain array. Included once for each map:
 *
 *     BODY_NAME        the map's RMAP_NAME; its values hold a char
 *     MAKE_KEY(n)      key number n < KEYS; greater numbers make greater keys
 *     KEY_NUMBER(k)    and back
 *     CHECK_SHAPE(m)   what else must be true of the map
 *
 * undefined again at the end. Gives bool NAME_run(m, seed, steps, check_every),
 * false when some put was out of memory; the map is empty before and after.
 */
#define BODY_PASTE2(a, b) a##_##b
#define BODY_PASTE(a, b)  BODY_PASTE2(a, b)
#define BODY(verb)        BODY_PASTE(BODY_NAME, verb)

static void BODY(compare)(const BODY_NAME *m, const char expected[KEYS])
{
    BODY(iter) it;
    size_t len = 0;
    int n = 0;

    for (BODY(iter_init)(&it, m); BODY(next)(&it); n++, len++) {
        while (n < KEYS && expected[n] == 0)
            n++;
        assert_in_range(n, 0, KEYS - 1);
        assert_int_equal(KEY_NUMBER(*it.key), n);
        assert_int_equal((char)*it.value, expected[n]);
    }
    while (n < KEYS)
        assert_int_equal(expected[n++], 0);
    assert_int_equal(BODY(len)(m), len);
    CHECK_SHAPE(m);
}

/* Of 16 steps `puts` are puts, the others deletes; keys are below `keys`. */
static bool BODY(step)(BODY_NAME *m, char expected[KEYS], unsigned random,
                       unsigned keys, unsigned puts)
{
    int n = (int)((random >> 8) % keys);
    char value = (char)(random % 100 + 1);

    if (random % 16 >= puts) {
        assert_int_equal(BODY(delete)(m, MAKE_KEY(n)), expected[n] != 0);
        expected[n] = 0;
    } else if (BODY(put)(m, MAKE_KEY(n), value)) {
        expected[n] = value;
    } else {
        return false;
    }
    assert_int_equal(BODY(get)(m, MAKE_KEY(n)) != NULL, expected[n] != 0);
    return true;
}

static bool BODY(run)(BODY_NAME *m, unsigned seed, int steps, int check_every)
{
    char expected[KEYS] = { 0 };
    unsigned keys = seed % 2 ? KEYS : 30;
    bool ok = true;

    for (int i = 0; i < steps; i++) {
        unsigned puts = i / (steps / 4 + 1) % 2 ? 6 : 12;
        seed = seed * 1664525u + 1013904223u;
        if (!BODY(step)(m, expected, seed >> 4, keys, puts))
            ok = false;
        if (i % check_every == 0)
            BODY(compare)(m, expected);
    }
    BODY(compare)(m, expected);
    for (int n = 0; n < KEYS; n++)
        assert_int_equal(BODY(delete)(m, MAKE_KEY(n)), expected[n] != 0);
    assert_int_equal(BODY(len)(m), 0);
    return ok;
}

#undef BODY
#undef BODY_PASTE
#undef BODY_PASTE2
#undef BODY_NAME
#undef MAKE_KEY
#undef KEY_NUMBER
#undef CHECK_SHAPE
