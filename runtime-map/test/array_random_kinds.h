/*
 * The kinds of maps that a randomised comparison of a map in one array goes through,
 * with main(): a good hash, hashes that collide, kept hashes, owned text, sets, and
 * without SIMD. BODY_HEADER, BODY_CHECK and BODY_GUARD are defined, see
 * array_random_body.h.
 */
#include "cmocka_all.h"
#include "panic_trap.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEYS = 3000, WALKS = 4, ROUNDS = 4 };

#define RMAP_PANIC panic_trap

static uint64_t random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33 ^ *state << 20;
}

/* ---- integers, hashed well ---- */

#define MAKE_KEY(n)          ((uint64_t)(n) << 40)
#define KEY_NUMBER(k)        ((unsigned)((k) >> 40))
#define BODY_NAME            good
#define RMAP_KEY             uint64_t
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#define RMAP_HASH_AVALANCHES 1
#include "array_random_body.h"

#define MAKE_KEY(n)          ((uint64_t)(n) << 40)
#define KEY_NUMBER(k)        ((unsigned)((k) >> 40))
#define BODY_NAME            portable
#define RMAP_KEY             uint64_t
#define RMAP_HASH(key, seed) (key)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#define RMAP_PORTABLE        1
#ifdef BODY_NARROW
#define RMAP_NARROW_PLACES BODY_NARROW
#endif
#include "array_random_body.h"

/* ---- sixteen hash values, of which eight go the same way: long walks ---- */

#define MAKE_KEY(n)          ((uint16_t)(n))
#define KEY_NUMBER(k)        ((unsigned)(k))
#define BODY_NAME            poor
#define RMAP_KEY             uint16_t
#define RMAP_HASH(key, seed) ((uint64_t)((key) % 16) << 60 | ((key) % 2))
#define RMAP_HASH_AVALANCHES 1
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "array_random_body.h"

/* ---- text, owned; the hash kept in the slot ---- */

static const char *text_of(unsigned n, char text[16])
{
    snprintf(text, 16, "key %u", n);
    return text;
}

static unsigned text_number(const char *text)
{
    return (unsigned)strtoul(text + 4, NULL, 10);
}

#define MAKE_KEY(n)      text_of(n, (char[16]){ 0 })
#define KEY_NUMBER(k)    text_number(k)
#define BODY_NAME        texts
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#define RMAP_CACHE_HASH  1
#include "array_random_body.h"

/* ---- a set, and the hash kept in a member of its keys ---- */

typedef struct Pair {
    uint32_t n;
    uint32_t hash;
} Pair;

static Pair pair_of(unsigned n)
{
    return (Pair){ n, 0 };
}

#define MAKE_KEY(n)          pair_of(n)
#define KEY_NUMBER(k)        ((k).n)
#define BODY_NAME            pairs
#define BODY_SET             1
#define RMAP_KEY             Pair
#define RMAP_HASH(key, seed) rmap_hash_u64((key).n, seed)
#define RMAP_EQUAL(a, b)     ((a).n == (b).n)
#define RMAP_HASH_FIELD      hash
#include "array_random_body.h"

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_compare),  cmocka_unit_test(portable_compare),
        cmocka_unit_test(poor_compare),  cmocka_unit_test(texts_compare),
        cmocka_unit_test(pairs_compare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
