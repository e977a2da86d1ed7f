/* The sync map against a plain array, with one iteration under way: what it gives must
 * have been there since it began. Each pair of bytes is an operation and its key. */
#include <stdlib.h>
#include <string.h>

#define RMAP_NAME              bytes
#define RMAP_KEY               uint8_t
#define RMAP_VALUE             unsigned
#define RMAP_HASH(key, seed)   ((key) & 0x3f) /* some collide */
#define RMAP_EQUAL(a, b)       ((a) == (b))
#define RMAP_VALUE_EQUAL(a, b) ((a) == (b))
#include "rmap/sync.h"

#define CHECK(condition)                                                               \
    if (!(condition))                                                                  \
    abort()

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void step(bytes *m, unsigned expected[256], unsigned op, uint8_t key,
                 unsigned value)
{
    unsigned got = 0;
    bool found = false;

    switch (op) {
    case 0:
        CHECK(bytes_delete(m, key) == (expected[key] != 0));
        expected[key] = 0;
        break;
    case 1:
        CHECK(bytes_take(m, key, &got) == (expected[key] != 0));
        CHECK(got == expected[key]);
        expected[key] = 0;
        break;
    case 2:
        CHECK(bytes_get_or_put(m, key, value, &got, &found));
        CHECK(found == (expected[key] != 0));
        expected[key] = found ? expected[key] : value;
        CHECK(got == expected[key]);
        break;
    case 3:
        CHECK((bytes_compare_and_swap(m, key, expected[key], value) == RMAP_SWAPPED) ==
              (expected[key] != 0));
        expected[key] = expected[key] == 0 ? 0 : value;
        break;
    case 4:
        if (key != 0)
            break;
        bytes_clear(m);
        memset(expected, 0, 256 * sizeof *expected);
        break;
    default:
        CHECK(bytes_put(m, key, value));
        expected[key] = value;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const RmapOptions options = { .fixed_seed = true, .seed = 1 };
    unsigned expected[256] = { 0 }; /* 0: absent */
    bytes *m = bytes_make_with(0, &options);
    bytes_iter it;

    bytes_iter_init(&it, m);
    for (size_t i = 0; i + 1 < size; i += 2) {
        uint8_t key = data[i + 1];
        unsigned value = 0;
        if ((data[i] & 15) == 8) {
            bytes_iter_end(&it);
            bytes_iter_init(&it, m);
        } else if ((data[i] & 15) < 8) {
            step(m, expected, data[i] & 7, key, (unsigned)i + 1);
        } else if (bytes_next(&it)) {
            CHECK(*it.value <= i);
        }
        CHECK(bytes_get(m, key, &value) == (expected[key] != 0));
        CHECK(value == expected[key]);
    }
    bytes_iter_end(&it);
    bytes_free(m);
    return 0;
}
