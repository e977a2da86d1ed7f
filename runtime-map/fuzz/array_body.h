/* A map in one array, of BODY_HEADER, against a plain array, with one iteration under
 * way: a key it gives must be in the map, with the value last put. Each pair of bytes
 * is an operation and its key. */
#include <stdlib.h>
#include <string.h>

#define RMAP_NAME            bytes
#define RMAP_KEY             uint8_t
#define RMAP_VALUE           unsigned
#define RMAP_HASH(key, seed) ((uint64_t)((key) & 0x0f) << 56 | ((key) & 0x03))
#define RMAP_HASH_AVALANCHES 1 /* not true: many collide */
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include BODY_HEADER

#define CHECK(condition)                                                               \
    if (!(condition))                                                                  \
    abort()

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    unsigned expected[256] = { 0 }; /* 0: absent */
    size_t len = 0;
    bytes *m = bytes_make(0);
    bytes_iter it;

    bytes_iter_init(&it, m);
    for (size_t i = 0; i + 1 < size; i += 2) {
        uint8_t key = data[i + 1];
        switch (data[i] & 15) {
        case 0:
            CHECK(bytes_reserve(m, key));
            break;
        case 1:
            CHECK(bytes_shrink(m));
            break;
        case 2:
            bytes_iter_init(&it, m);
            break;
        case 3:
            if (key == 0)
                bytes_clear(m), memset(expected, 0, sizeof expected), len = 0;
            break;
        case 4:
        case 5:
        case 6:
            if (bytes_next(&it))
                CHECK(expected[*it.key] != 0 && *it.value == expected[*it.key]);
            break;
        case 7:
        case 8:
        case 9:
        case 10:
            CHECK(bytes_delete(m, key) == (expected[key] != 0));
            len -= expected[key] != 0;
            expected[key] = 0;
            break;
        default:
            len += expected[key] == 0;
            expected[key] = (unsigned)i + 1;
            CHECK(bytes_put(m, key, expected[key]));
        }
        const unsigned *value = bytes_get(m, key);
        CHECK(bytes_len(m) == len);
        CHECK(value == NULL ? expected[key] == 0 : *value == expected[key]);
    }
    bytes_free(m);
    return 0;
}
