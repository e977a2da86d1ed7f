/* Names, labels and keys of any bytes in Prometheus' text and in JSON strings: whatever
 * they are, lines stay lines, quotes are paired, and all is UTF-8. The input is cut at
 * NULs into texts. */
#include "rmap/export.h"

#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                               \
    if (!(condition))                                                                  \
    abort()

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXTS = 9, ROOM = 1 << 20 };

typedef struct Text {
    char *bytes;
    size_t size;
} Text;

static bool text_write(void *ctx, const char *bytes, size_t size)
{
    Text *text = ctx;

    CHECK(size < ROOM - text->size);
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
    return true;
}

/* Well-formed UTF-8, said another way than the library does: by the value. */
static void check_utf8(const unsigned char *p)
{
    while (*p != '\0') {
        unsigned long value = *p;
        int more = *p < 0x80 ? 0 : *p < 0xe0 ? 1 : *p < 0xf0 ? 2 : 3;
        static const unsigned long least[] = { 0, 0x80, 0x800, 0x10000 };
        CHECK(more == 0 || (*p >= 0xc0 && *p < 0xf8));
        if (more > 0)
            value &= 0x3fUL >> more;
        p++;
        for (int i = 0; i < more; i++) {
            CHECK((*p & 0xc0) == 0x80);
            value = value << 6 | (*p++ & 0x3f);
        }
        CHECK(value >= least[more] && value <= 0x10ffff);
        CHECK(value < 0xd800 || value > 0xdfff);
    }
}

/* A label's name and the '=' behind it; where its value begins. */
static const char *check_name(const char *p)
{
    CHECK(*p == '_' || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z'));
    while (*p == '_' || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') ||
           (*p >= '0' && *p <= '9'))
        p++;
    CHECK(*p == '=');
    return p + 1;
}

/* A value in quotes; what stands behind it. */
static const char *check_value(const char *p)
{
    CHECK(*p == '"');
    for (p++; *p != '"'; p++) {
        CHECK(*p != '\n' && *p != '\0');
        if (*p == '\\')
            CHECK(*++p == '\\' || *p == '"' || *p == 'n');
    }
    return p + 1;
}

/* Every line is a comment or a series with its number. */
static void check_lines(const char *p)
{
    while (*p != '\0') {
        if (*p == '#') {
            p = strchr(p, '\n');
            CHECK(p != NULL);
            p++;
            continue;
        }
        p += strspn(p, "abcdefghijklmnopqrstuvwxyz_");
        if (*p == '{') {
            do
                p = check_value(check_name(p + 1));
            while (*p == ',');
            CHECK(*p++ == '}');
        }
        CHECK(*p++ == ' ');
        CHECK(*p >= '0' && *p <= '9');
        p += strspn(p, "0123456789");
        CHECK(*p++ == '\n');
    }
}

/* The content of a JSON string: no quote ends it, every escape is one. */
static void check_json(const char *p)
{
    while (*p != '\0') {
        CHECK(*p != '"' && (unsigned char)*p >= 0x20);
        if (*p != '\\') {
            p++;
        } else if (p[1] == 'u') {
            CHECK(strspn(p + 2, "0123456789abcdef") >= 4);
            p += 6;
        } else {
            CHECK(p[1] == '"' || p[1] == '\\');
            p += 2;
        }
    }
}

static void exported(char *const texts[TEXTS], RmapSink *sink)
{
    RmapLabel labels[3] = { { texts[0], texts[1] },
                            { texts[2], texts[3] },
                            { texts[4], texts[5] } };
    RmapWatched maps[2] = { { .id = 1, .name = texts[6], .labels = labels },
                            { .id = 2, .name = texts[7], .labels = labels } };
    RmapSnapshot snapshot = { .count = 2, .maps = maps };
    RmapInner inner[4] = {
        { texts[1], 5 }, { texts[3], 5 }, { texts[5], 7 }, { texts[8], 1 }
    };
    RmapTwoLevel two = { texts[6], texts[0], inner, 4 };

    maps[0].label_count = maps[1].label_count = 3;
    CHECK(rmap_export_snapshot(&snapshot, 0, sink));
    CHECK(rmap_export_two_level(&two, 1, 3, sink));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = malloc(size + TEXTS + 1);
    Text text = { malloc(ROOM), 0 };
    RmapSink sink = { &text, text_write, false };
    char *texts[TEXTS];
    char *at = copy;

    CHECK(copy != NULL && text.bytes != NULL);
    memcpy(copy, data, size);
    memset(copy + size, 0, TEXTS + 1);
    for (int i = 0; i < TEXTS; i++) {
        texts[i] = at;
        at += strlen(at) + 1;
    }
    text.bytes[0] = '\0';
    if (size < 4096) {
        exported(texts, &sink);
        check_lines(text.bytes);
        check_utf8((const unsigned char *)text.bytes);
        text.size = 0;
        rmap_sink_json(&sink, texts[0]);
        text.bytes[text.size] = '\0';
        check_json(text.bytes);
        check_utf8((const unsigned char *)text.bytes);
    }
    free(copy);
    free(text.bytes);
    return 0;
}
