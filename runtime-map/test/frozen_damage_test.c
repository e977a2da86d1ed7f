/* Frozen maps: what is not as it was written is refused, with a reason; and what was
 * made up to do harm is not read outside of. */
#include "cmocka_all.h"
#include "frozen_error.h"

#include <stdbool.h>
#include <stdlib.h>

#define RMAP_NAME        texts
#define RMAP_KEY         const char *
#define RMAP_VALUE       int64_t
#define RMAP_OWN_STRINGS 1
#include "rmap/frozen.h"

static const RmapOptions fixed = { .fixed_seed = true, .seed = 5 };

static const char *const small_keys[] = { "one", "two", "three", "four", "" };
static const int64_t small_values[] = { 1, 2, 3, 4, 5 };

/* A small file in memory of malloc. */
static unsigned char *small_image(size_t *size)
{
    unsigned char *image =
        rmap_frozen_image(&texts_type, small_keys, small_values, 5, &fixed, size, NULL);

    assert_non_null(image);
    return image;
}

/* Reads all that a map gives; damaged as it may be, nothing but the file is read. */
static void read_all(const texts *m)
{
    texts_iter it;
    size_t seen = 0;

    for (texts_iter_init(&it, m); texts_next(&it); seen++)
        assert_true(strlen(*it.key) < m->f.text_size && *it.value != INT64_MIN);
    assert_true(seen <= texts_len(m));
    for (size_t i = 0; i < 5; i++)
        (void)texts_get(m, small_keys[i]);
    assert_null(texts_get(m, "a text that is in no file at all"));
}

/* Each bit of each byte turned over, with and without the sum of the content. */
static void every_damage_is_found(void **state)
{
    size_t size;
    unsigned char *image = small_image(&size);
    RmapFrozenError err;

    (void)state;
    for (size_t i = 0; i < size * 8; i++) {
        texts *m;
        image[i / 8] ^= (unsigned char)(1 << i % 8);
        assert_null(texts_open_bytes(image, size, "x", RMAP_FROZEN_CHECK, NULL, &err));
        check_error(&err, i < 64    ? RMAP_FROZEN_NOT_OURS
                          : i < 96  ? RMAP_FROZEN_DAMAGED
                          : i < 128 ? RMAP_FROZEN_OTHER_VERSION
                                    : RMAP_FROZEN_DAMAGED);
        m = texts_open_bytes(image, size, "x", RMAP_FROZEN_NO_SUM, NULL, NULL);
        assert_true(m == NULL || i >= 128 * 8);
        read_all(m);
        texts_free(m);
        image[i / 8] ^= (unsigned char)(1 << i % 8);
    }
    free(image);
}

/* Cut off anywhere, in an exact block of memory; and a byte too long. */
static void every_truncation_is_found(void **state)
{
    size_t size;
    unsigned char *image = small_image(&size);
    RmapFrozenError err;

    (void)state;
    for (size_t n = 0; n <= size + 1; n++) {
        unsigned char *part = malloc(n == 0 ? 1 : n);
        texts *m;
        assert_non_null(part);
        memcpy(part, image, n < size ? n : size);
        if (n > size)
            part[size] = 0;
        m = texts_open_bytes(part, n, "x", RMAP_FROZEN_NO_SUM, NULL, &err);
        assert_int_equal(m != NULL, n == size);
        if (n != size)
            check_error(&err, n < 8      ? RMAP_FROZEN_NOT_OURS
                              : n < size ? RMAP_FROZEN_TRUNCATED
                                         : RMAP_FROZEN_DAMAGED);
        texts_free(m);
        free(part);
    }
    free(image);
}

/* Opens an image whose header was changed, with sums that are right for it. */
static RmapFrozenFault open_with(unsigned char *image, size_t size,
                                 const RmapFrozenHeader *header, unsigned how)
{
    RmapFrozenHeader h = *header;
    RmapFrozenError err = { RMAP_FROZEN_FINE, 0, "" };
    texts *m;

    h.content_sum = rmap_xxh64(image + sizeof h, size - sizeof h, 0);
    h.header_sum = rmap_xxh64(&h, offsetof(RmapFrozenHeader, header_sum), 0);
    memcpy(image, &h, sizeof h);
    m = texts_open_bytes(image, size, "x", how, NULL, &err);
    assert_int_equal(m == NULL, err.fault != RMAP_FROZEN_FINE);
    if (m == NULL)
        check_error(&err, err.fault);
    read_all(m);
    texts_free(m);
    return err.fault;
}

static void made_up_headers_are_refused(void **state)
{
    size_t size;
    unsigned char *image = small_image(&size);
    RmapFrozenHeader good;
    const uint64_t bad[] = { 0,
                             1,
                             3,
                             5,
                             7,
                             9,
                             16,
                             1000,
                             UINT64_C(1) << 31,
                             UINT64_C(1) << 32,
                             UINT64_C(1) << 40,
                             UINT64_C(1) << 60,
                             UINT64_C(1) << 61,
                             UINT64_C(1) << 63,
                             UINT64_MAX };

    (void)state;
    memcpy(&good, image, sizeof good);
    assert_int_equal(open_with(image, size, &good, 0), RMAP_FROZEN_FINE);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        RmapFrozenHeader h = good;
        h.entries = bad[i];
        assert_true(bad[i] == good.entries || open_with(image, size, &h, 1) != 0);
        h = good;
        h.slots = bad[i];
        assert_true(bad[i] == good.slots || open_with(image, size, &h, 1) != 0);
        h = good;
        h.text_size = bad[i];
        assert_int_not_equal(open_with(image, size, &h, 1), 0);
        h = good;
        h.file_size = bad[i];
        assert_int_not_equal(open_with(image, size, &h, 1), 0);
        h = good;
        h.slots = h.entries = bad[i];
        assert_int_not_equal(open_with(image, size, &h, 1), 0);
        h = good;
        h.key_size = bad[i];
        assert_true(bad[i] == 0 || open_with(image, size, &h, 1) != 0);
        h = good;
        h.reserved[3] = bad[i];
        assert_true(bad[i] == 0 || open_with(image, size, &h, 1) != 0);
    }
    free(image);
}

/* Numbers that agree with each other and with the size of the file. */
static void made_up_files_are_refused(void **state)
{
    size_t size;
    unsigned char *image = small_image(&size);
    unsigned char *made = calloc(1, 240);
    RmapFrozenHeader h;

    (void)state;
    assert_non_null(made);
    memcpy(&h, image, sizeof h);
    h.entries = h.slots = 4; /* no free place */
    h.text_size = 16;
    h.file_size = 128 + 32 + 32 + 32 + 16;
    assert_int_equal(open_with(made, 240, &h, 0), RMAP_FROZEN_DAMAGED);
    h.entries = 0; /* an index of 2^64 bytes, which is 0 if one does not look */
    h.slots = UINT64_C(1) << 61;
    h.text_size = 0;
    h.file_size = sizeof h;
    assert_int_equal(open_with(made, sizeof h, &h, 0), RMAP_FROZEN_DAMAGED);
    free(made);
    free(image);
}

/* An index or texts that lie, with right sums: wrong entries, but no read outside. */
static void made_up_content_is_survived(void **state)
{
    size_t size;
    unsigned char *image = small_image(&size);
    unsigned char *copy = malloc(size);
    RmapFrozenHeader h;
    const unsigned char fill[] = { 0x00, 0x01, 0x05, 0x7f, 0x80, 0xff };
    size_t texts_at;

    (void)state;
    assert_non_null(copy);
    memcpy(&h, image, sizeof h);
    texts_at = size - (size_t)h.text_size;
    for (size_t from = sizeof h; from < size; from += 8) {
        for (size_t i = 0; i < sizeof fill; i++) {
            for (size_t n = 8; n <= 64; n *= 8) {
                memcpy(copy, image, size);
                memset(copy + from, fill[i], n < size - from ? n : size - from);
                (void)open_with(copy, size, &h, RMAP_FROZEN_CHECK);
                (void)open_with(copy, size, &h, RMAP_FROZEN_NO_SUM);
            }
        }
    }
    memcpy(copy, image, size); /* no free place in the index, and no such key */
    memset(copy + sizeof h, 0xff, (size_t)h.slots * 8);
    assert_int_equal(open_with(copy, size, &h, RMAP_FROZEN_CHECK), 0);
    memcpy(copy, image, size);
    copy[size - 1] = 'x';
    assert_int_equal(open_with(copy, size, &h, RMAP_FROZEN_NO_SUM),
                     RMAP_FROZEN_DAMAGED);
    memcpy(copy, image, size); /* the first text is said to begin behind the last */
    memcpy(copy + sizeof h + h.slots * 8, &h.text_size, 8);
    assert_int_equal(open_with(copy, size, &h, RMAP_FROZEN_CHECK), RMAP_FROZEN_DAMAGED);
    assert_int_equal(open_with(copy, size, &h, RMAP_FROZEN_NO_SUM), 0);
    assert_true(texts_at > sizeof h);
    free(copy);
    free(image);
}

static void other_machines_and_versions(void **state)
{
    size_t size;
    unsigned char *image = small_image(&size);
    RmapFrozenHeader h;

    (void)state;
    memcpy(&h, image, sizeof h);
    h.order = UINT32_C(0x04030201);
    assert_int_equal(open_with(image, size, &h, 0), RMAP_FROZEN_BYTE_ORDER);
    h.order = RMAP_FROZEN_ORDER;
    h.version = 2;
    assert_int_equal(open_with(image, size, &h, 0), RMAP_FROZEN_OTHER_VERSION);
    free(image);
}

static void unaligned_bytes_are_refused(void **state)
{
    size_t size;
    unsigned char *image = small_image(&size);
    RmapFrozenError err;

    (void)state;
    assert_null(texts_open_bytes(image + 1, size - 1, "x", 0, NULL, &err));
    assert_non_null(strstr(err.text, "aligned"));
    free(image);
}

/* What is empty has no address, perhaps. */
static void no_bytes_are_refused(void **state)
{
    RmapFrozenError err;

    (void)state;
    assert_null(texts_open_bytes(NULL, 0, "x", RMAP_FROZEN_CHECK, NULL, &err));
    check_error(&err, RMAP_FROZEN_NOT_OURS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_damage_is_found),
        cmocka_unit_test(every_truncation_is_found),
        cmocka_unit_test(made_up_headers_are_refused),
        cmocka_unit_test(made_up_files_are_refused),
        cmocka_unit_test(made_up_content_is_survived),
        cmocka_unit_test(other_machines_and_versions),
        cmocka_unit_test(unaligned_bytes_are_refused),
        cmocka_unit_test(no_bytes_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
