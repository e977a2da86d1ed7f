/* Arbitrary bytes where a frozen map should be. The first byte says what is done with
 * the others: opened as they are; or laid over a file that was right, which then gets
 * the sums that it needs to be believed. Whatever opens is read in full. */
#include <stdlib.h>
#include <string.h>

#define RMAP_NAME        texts
#define RMAP_KEY         const char *
#define RMAP_VALUE       int64_t
#define RMAP_OWN_STRINGS 1
#include "rmap/frozen.h"

#define RMAP_NAME  pairs
#define RMAP_KEY   uint32_t
#define RMAP_VALUE uint32_t
#include "rmap/frozen.h"

#define CHECK(condition)                                                               \
    if (!(condition))                                                                  \
    abort()

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const RmapOptions fixed = { { NULL, NULL, NULL }, true, 1, NULL };

static void read_texts(const unsigned char *bytes, size_t size, unsigned how)
{
    RmapFrozenError err;
    texts *m = texts_open_bytes(bytes, size, "fuzz", how, NULL, &err);
    texts_iter it;
    size_t seen = 0;

    CHECK((m == NULL) == (err.fault != RMAP_FROZEN_FINE));
    for (texts_iter_init(&it, m); texts_next(&it); seen++) {
        const int64_t *value = texts_get(m, *it.key);
        CHECK(strlen(*it.key) < size);
        CHECK(value == NULL || (const unsigned char *)(value + 1) <= bytes + size);
    }
    CHECK(seen <= texts_len(m));
    texts_free(m);
}

static void read_pairs(const unsigned char *bytes, size_t size, unsigned how)
{
    pairs *m = pairs_open_bytes(bytes, size, "fuzz", how, NULL, NULL);
    pairs_iter it;
    uint32_t sum = 0;

    for (pairs_iter_init(&it, m); pairs_next(&it);)
        sum += *it.value + pairs_has(m, *it.key) + pairs_has(m, sum);
    pairs_free(m);
}

/* The bytes over a right file: the first two say from where on. */
static void lay_over(unsigned char *image, size_t size, const uint8_t *data, size_t n)
{
    RmapFrozenHeader h;
    size_t from;

    if (n < 2)
        return;
    from = (data[0] | (size_t)data[1] << 8) % size;
    data += 2;
    n -= 2;
    memcpy(image + from, data, n < size - from ? n : size - from);
    memcpy(&h, image, sizeof h);
    h.content_sum = rmap_xxh64(image + sizeof h, size - sizeof h, 0);
    h.header_sum = rmap_xxh64(&h, offsetof(RmapFrozenHeader, header_sum), 0);
    memcpy(image, &h, sizeof h);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const keys[] = { "", "one", "two", "three" };
    static const int64_t values[] = { 1, 2, 3, 4 };
    static const uint32_t numbers[] = { 7, 8, 9 };
    size_t image_size = 0;
    unsigned char *image;

    if (size == 0)
        return 0;
    if ((data[0] & 6) == 0) {
        image_size = size - 1;
        image = malloc(image_size == 0 ? 1 : image_size);
        CHECK(image != NULL);
        memcpy(image, data + 1, image_size);
    } else {
        image =
            (unsigned char *)((data[0] & 2)
                                  ? rmap_frozen_image(&texts_type, keys, values, 4,
                                                      &fixed, &image_size, NULL)
                                  : rmap_frozen_image(&pairs_type, numbers, numbers, 3,
                                                      &fixed, &image_size, NULL));
        CHECK(image != NULL);
        lay_over(image, image_size, data + 1, size - 1);
    }
    read_texts(image, image_size, data[0] & 1);
    read_pairs(image, image_size, data[0] & 1);
    free(image);
    return 0;
}
