/* The sorted array against a plain array: each three bytes are an operation, a key, and
 * a second key or a count of entries to put at once. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct Wide {
    uint8_t n;
    unsigned char rest[2];
} Wide;

#define RMAP_NAME       wides
#define RMAP_KEY        Wide
#define RMAP_VALUE      unsigned
#define RMAP_LESS(a, b) ((a).n < (b).n)
#define RMAP_DEBUG      1
#include "rmap/sorted.h"

#define CHECK(condition)                                                               \
    if (!(condition))                                                                  \
    abort()

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static Wide wide_of(uint8_t n)
{
    Wide wide = { n, { n } };
    return wide;
}

/* The entries of [from, to), in order, are what is expected there. */
static void check_range(const wides *m, const unsigned expected[256], unsigned from,
                        unsigned to)
{
    wides_iter it;
    unsigned n = from;

    wides_iter_range(&it, m, wide_of((uint8_t)from), wide_of((uint8_t)to));
    while (wides_next(&it)) {
        while (n < to && expected[n] == 0)
            n++;
        CHECK(n < to && it.key->n == n && it.key->rest[0] == n);
        CHECK(*it.value == expected[n]);
        n++;
    }
    while (n < to)
        CHECK(expected[n++] == 0);
}

/* Puts up to 32 entries at once, the keys of which are the bytes at `data`; gives how
 * many keys are new. */
static size_t put_many(wides *m, unsigned expected[256], const uint8_t *data, size_t n,
                       unsigned value)
{
    Wide keys[32];
    unsigned values[32];
    size_t fresh = 0;

    if (n > 32)
        n = 32;
    for (size_t i = 0; i < n; i++) {
        keys[i] = wide_of(data[i]);
        values[i] = value + (unsigned)i;
        fresh += expected[data[i]] == 0;
        expected[data[i]] = values[i];
    }
    CHECK(wides_put_all(m, keys, values, n));
    return fresh;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned expected[256] = { 0 }; /* 0: absent */
    size_t len = 0;
    wides *m = wides_make(0);

    for (size_t i = 0; i + 2 < size; i += 3) {
        uint8_t key = data[i + 1];
        switch (data[i] & 7) {
        case 0:
        case 1:
        case 2:
            CHECK(wides_delete(m, wide_of(key)) == (expected[key] != 0));
            len -= expected[key] != 0;
            expected[key] = 0;
            break;
        case 3:
            check_range(m, expected, key, data[i + 2]);
            break;
        case 5:
            len += put_many(m, expected, data + i, size - i, (unsigned)i + 1);
            break;
        case 6:
            CHECK(data[i + 2] & 1 ? wides_shrink(m) : wides_reserve(m, key));
            break;
        case 4:
            if (data[i + 2] != 0)
                break;
            wides_clear(m);
            memset(expected, 0, sizeof expected);
            len = 0;
            break;
        default:
            len += expected[key] == 0;
            expected[key] = (unsigned)i + 1;
            CHECK(wides_put(m, wide_of(key), expected[key]));
        }
        const unsigned *value = wides_get(m, wide_of(key));
        CHECK(wides_len(m) == len);
        CHECK(value == NULL ? expected[key] == 0 : *value == expected[key]);
    }
    check_range(m, expected, 0, 255);
    wides_free(m);
    return 0;
}
