/* A pool beside the maps that are out: each pair of bytes is an operation and the map
 * it is for. A map that was taken is empty, and is nobody else's. */
#include <stdint.h>
#include <stdlib.h>

#define RMAP_DEBUG           1
#define RMAP_NAME            bytes
#define RMAP_KEY             uint8_t
#define RMAP_VALUE           unsigned
#define RMAP_HASH(key, seed) ((key) & 0x3f)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME pool
#define RMAP_MAP  bytes
#include "rmap/pool.h"

#define CHECK(condition)                                                               \
    if (!(condition))                                                                  \
    abort()

enum { OUT = 8, KEPT = 4, ROOM = 20000 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pool *p = pool_make(KEPT, ROOM);
    bytes *out[OUT] = { NULL };
    size_t len[OUT] = { 0 };

    for (size_t i = 0; i + 1 < size; i += 2) {
        bytes **m = &out[data[i] / 8 % OUT];
        size_t *count = &len[data[i] / 8 % OUT];
        RmapPoolStats stats = pool_stats(p);
        switch (data[i] & 7) {
        case 0:
        case 1:
            pool_give(p, *m);
            *m = NULL;
            break;
        case 2:
            if (data[i + 1] == 0)
                pool_shrink(p);
            break;
        default:
            if (*m == NULL) {
                *m = pool_take_hint(p, data[i + 1]);
                *count = 0;
                CHECK(*m != NULL && bytes_len(*m) == 0);
                CHECK(pool_stats(p).kept == (stats.kept == 0 ? 0 : stats.kept - 1));
            }
            for (unsigned n = 0; n < data[i + 1]; n++)
                CHECK(bytes_put(*m, (uint8_t)n, n));
            *count = data[i + 1] > *count ? data[i + 1] : *count;
            CHECK(bytes_len(*m) == *count);
        }
        stats = pool_stats(p);
        CHECK(stats.kept <= KEPT && stats.bytes <= ROOM);
        CHECK((stats.kept == 0) == (stats.bytes == 0));
    }
    for (size_t i = 0; i < OUT; i++)
        bytes_free(out[i]);
    pool_free(p);
    return 0;
}
