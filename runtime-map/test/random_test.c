/* hmap against a plain array, with iterations under way: for a good hash, hashes that
 * collide, keys and values held by pointer, and keys that are freed once deleted. */
#include "cmocka_all.h"
#include "hmap_check.h"
#include "panic_trap.h"

#include <stdio.h>
#include <stdlib.h>

enum { KEYS = 4000, WALKS = 4, ROUNDS = 3 };

#define RMAP_PANIC panic_trap

static uint64_t random_next(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *state >> 33 ^ *state << 20;
}

/* ---- integers, hashed well ---- */

#define MAKE_KEY(n)          ((uint64_t)(n) << 40)
#define STORE_KEY(n)         MAKE_KEY(n)
#define DROP_KEY(k)          (void)(k)
#define KEY_NUMBER(k)        ((unsigned)((k) >> 40))
#define MAKE_VALUE(n)        (n)
#define VALUE_NUMBER(v)      ((unsigned)(v))
#define BODY_NAME            good
#define RMAP_KEY             uint64_t
#define RMAP_VALUE           unsigned
#define RMAP_HASH(key, seed) rmap_hash_u64(key, seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "random_body.h"

/* ---- sixteen hash values: long chains ---- */

#define MAKE_KEY(n)          ((uint16_t)(n))
#define STORE_KEY(n)         MAKE_KEY(n)
#define DROP_KEY(k)          (void)(k)
#define KEY_NUMBER(k)        ((unsigned)(k))
#define MAKE_VALUE(n)        (n)
#define VALUE_NUMBER(v)      ((unsigned)(v))
#define BODY_NAME            poor
#define RMAP_KEY             uint16_t
#define RMAP_VALUE           unsigned
#define RMAP_HASH(key, seed) ((uint64_t)((key) % 16) << 60 | ((key) % 16))
#define RMAP_HASH_AVALANCHES 1
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "random_body.h"

/* ---- both held by pointer ---- */

typedef struct Big {
    unsigned n;
    unsigned char rest[200];
} Big;

static Big big_of(unsigned n)
{
    Big b = { .n = n };
    memset(b.rest, (int)(n & 0xff), sizeof b.rest);
    return b;
}

static unsigned big_number(const Big *b)
{
    for (size_t i = 0; i < sizeof b->rest; i++)
        assert_int_equal(b->rest[i], b->n & 0xff);
    return b->n;
}

#define MAKE_KEY(n)          big_of(n)
#define STORE_KEY(n)         MAKE_KEY(n)
#define DROP_KEY(k)          (void)(k)
#define KEY_NUMBER(k)        big_number(&(k))
#define MAKE_VALUE(n)        big_of(n)
#define VALUE_NUMBER(v)      big_number(&(v))
#define BODY_NAME            bigs
#define RMAP_KEY             Big
#define RMAP_VALUE           Big
#define RMAP_HASH(key, seed) rmap_hash_u64((key).n, seed)
#define RMAP_EQUAL(a, b)     ((a).n == (b).n)
#include "random_body.h"

/* ---- text that is freed as soon as the map does not hold it ---- */

/* Key number n as text in `text`, which is returned. */
static char *text_of(unsigned n, char text[16])
{
    snprintf(text, 16, "key %u", n);
    return text;
}

static char *text_new(unsigned n)
{
    char *text = malloc(16);
    assert_non_null(text);
    return text_of(n, text);
}

static unsigned text_number(const char *text)
{
    return (unsigned)strtoul(text + 4, NULL, 10);
}

#define MAKE_KEY(n)          text_of(n, (char[16]){ 0 })
#define STORE_KEY(n)         text_new(n)
#define DROP_KEY(k)          free(k)
#define KEY_NUMBER(k)        text_number(k)
#define MAKE_VALUE(n)        (n)
#define VALUE_NUMBER(v)      ((unsigned)(v))
#define BODY_NAME            texts
#define RMAP_KEY             char *
#define RMAP_VALUE           uint64_t
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "random_body.h"

/* ---- text that the map copies, and the caller spoils at once ---- */

static char passed[16];

/* Key number n, in a place that is written over by the next one. */
static const char *passing_text(unsigned n)
{
    return text_of(n, passed);
}

#define MAKE_KEY(n)      passing_text(n)
#define STORE_KEY(n)     MAKE_KEY(n)
#define DROP_KEY(k)      (void)(k)
#define KEY_NUMBER(k)    text_number(k)
#define MAKE_VALUE(n)    (n)
#define VALUE_NUMBER(v)  ((unsigned)(v))
#define BODY_NAME        owned
#define RMAP_KEY         const char *
#define RMAP_VALUE       uint64_t
#define RMAP_OWN_STRINGS 1
#include "random_body.h"

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_compare),  cmocka_unit_test(poor_compare),
        cmocka_unit_test(bigs_compare),  cmocka_unit_test(texts_compare),
        cmocka_unit_test(owned_compare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
