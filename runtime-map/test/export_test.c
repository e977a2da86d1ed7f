/* Prometheus' text: what is written, and what is left out. `rmap_export FILE` writes
 * the figures of some maps to a file, for promtool.cmake. */
#include "cmocka_all.h"
#include "panic_trap.h"
#include "rmap/export.h"

#include <stdlib.h>
#include <string.h>

#define RMAP_PANIC panic_trap

#define RMAP_NAME            ints
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_OF ints
#include "rmap/watched.h"

#define RMAP_NAME            tenants
#define RMAP_KEY             const char *
#define RMAP_VALUE           ints *
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

typedef struct Text {
    char bytes[16384];
    size_t size;
} Text;

static bool text_write(void *ctx, const char *bytes, size_t size)
{
    Text *text = ctx;

    if (size >= sizeof text->bytes - text->size)
        return false;
    memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
    return true;
}

/* What the byte ff alone becomes: a key may be that text as well. */
#define LIKE_FF                                                                        \
    "\xef\xbf\xbd"                                                                     \
    "ff"

static void fill(ints *m, int count)
{
    for (int key = 0; key < count; key++)
        if (!ints_put(m, key, key))
            abort();
}

static size_t occurrences(const char *text, const char *of)
{
    size_t n = 0;

    for (const char *p = strstr(text, of); p != NULL; p = strstr(p + 1, of))
        n++;
    return n;
}

/* No series may be there twice: promtool does not see that, the server drops both. */
static void expect_unique(char *text)
{
    const char *lines[512];
    size_t count = 0;

    for (char *line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) {
        if (*line == '#')
            continue;
        *strrchr(line, ' ') = '\0';
        for (size_t i = 0; i < count; i++)
            assert_string_not_equal(lines[i], line);
        assert_in_range(count, 0, 511);
        lines[count++] = line;
    }
    assert_true(count > 10);
}

/* Three maps, two of them alike, with labels that need care. */
static void write_maps(size_t most, RmapSink *sink)
{
    const RmapLabel labels[] = { { "map", "mine" },
                                 { "0 zone", "a\\b\"c\nd" },
                                 { "_0zone", "x" },
                                 { "__secret", "\xff\xc3\xa4" },
                                 { "_0_zone", "the same name again" } };
    RmapWatch *w = rmap_watch_new(NULL);
    ints *maps[3];
    RmapSnapshot *s;

    for (int i = 0; i < 3; i++) {
        maps[i] = ints_make(0);
        fill(maps[i], 10 + 1000 * i);
        (void)ints_watch(w, i == 2 ? "large \"one\"" : "small", labels, i == 2 ? 5 : 0,
                         maps[i]);
    }
    ints_clear(maps[0]);
    s = rmap_watch_snapshot(w);
    if (!rmap_export_snapshot(s, most, sink))
        abort();
    rmap_snapshot_free(s);
    rmap_watch_free(w);
    for (int i = 0; i < 3; i++)
        ints_free(maps[i]);
}

/* A map of maps, as a program has it. */
static void write_tenants(size_t most, RmapSink *sink)
{
    static const char *const names[] = { "acme",      "quote\"d", "back\\slash",
                                         "new\nline", "\xff",     LIKE_FF,
                                         "",          "large" };
    tenants *outer = tenants_make(0);
    RmapInner inner[8];
    RmapTwoLevel maps[2] = { { "orders", "tenant_id", inner, 0 },
                             { "none", "tenant_id", NULL, 0 } };
    tenants_iter it;

    for (int i = 0; i < 8; i++) {
        ints *m = ints_make(0);
        fill(m, i == 7 ? 60000 : 10 + i);
        if (!tenants_put(outer, names[i], m))
            abort();
    }
    for (tenants_iter_init(&it, outer); tenants_next(&it);)
        inner[maps[0].count++] = (RmapInner){ *it.key, ints_len(*it.value) };
    if (!rmap_export_two_level(maps, 2, most, sink))
        abort();
    for (tenants_iter_init(&it, outer); tenants_next(&it);)
        ints_free(*it.value);
    tenants_free(outer);
}

static void one_level(void **state)
{
    Text *text = calloc(1, sizeof *text);
    RmapSink sink = { text, text_write, false };

    (void)state;
    write_maps(0, &sink);
    assert_non_null(strstr(text->bytes, "# TYPE rmap_entries gauge\n"));
    assert_non_null(strstr(text->bytes, "# TYPE rmap_clears_total counter\n"));
    assert_non_null(strstr(text->bytes, "rmap_entries{map=\"small\",id=\"1\"} 0\n"));
    assert_non_null(strstr(text->bytes, "rmap_entries{map=\"small\",id=\"2\"} 1010\n"));
    assert_non_null(
        strstr(text->bytes, "rmap_clears_total{map=\"small\",id=\"1\"} 1\n"));
    assert_non_null(strstr(
        text->bytes, "rmap_entries{map=\"large \\\"one\\\"\",exported_map=\"mine\","
                     "__zone=\"a\\\\b\\\"c\\nd\",_0zone=\"x\","
                     "exported___secret=\"\xef\xbf\xbd"
                     "ff\xc3\xa4\",_0_zone=\"the same name again\"} 2010\n"));
    assert_non_null(strstr(text->bytes, "\nrmap_maps 3\n"));
    assert_non_null(strstr(text->bytes, "\nrmap_maps_left_out 0\n"));
    expect_unique(text->bytes);
    free(text);
}

static void series_are_bounded(void **state)
{
    Text *text = calloc(1, sizeof *text);
    RmapSink sink = { text, text_write, false };

    (void)state;
    write_maps(1, &sink);
    assert_int_equal(occurrences(text->bytes, "\nrmap_entries{"), 1);
    assert_non_null(strstr(text->bytes, "rmap_entries{map=\"large"));
    assert_non_null(strstr(text->bytes, "\nrmap_maps_left_out 2\n"));
    memset(text, 0, sizeof *text);
    write_tenants(3, &sink);
    assert_int_equal(occurrences(text->bytes, "nested_map_inner_size{"), 3);
    assert_non_null(strstr(text->bytes, "tenant_id=\"large\"} 60000\n"));
    assert_non_null(
        strstr(text->bytes, "nested_map_inner_left_out{map=\"orders\"} 5\n"));
    free(text);
}

static void two_levels(void **state)
{
    Text *text = calloc(1, sizeof *text);
    RmapSink sink = { text, text_write, false };
    const char *first;

    (void)state;
    write_tenants(0, &sink);
    first = strstr(text->bytes, "nested_map_inner_size{");
    assert_non_null(first);
    assert_memory_equal(first,
                        "nested_map_inner_size{map=\"orders\",tenant_id=\"large\"}",
                        53); /* the largest comes first */
    assert_non_null(strstr(text->bytes, "tenant_id=\"quote\\\"d\"} 11\n"));
    assert_non_null(strstr(text->bytes, "tenant_id=\"back\\\\slash\"} 12\n"));
    assert_non_null(strstr(text->bytes, "tenant_id=\"new\\nline\"} 13\n"));
    assert_non_null(strstr(text->bytes, "tenant_id=\"\"} 16\n"));
    /* Two keys are written alike: the larger stands, the other counts as left out. */
    assert_int_equal(occurrences(text->bytes, "tenant_id=\"\xef\xbf\xbd"
                                              "ff\""),
                     1);
    assert_non_null(strstr(text->bytes, "tenant_id=\"\xef\xbf\xbd"
                                        "ff\"} 15\n"));
    assert_non_null(strstr(text->bytes, "inner_left_out{map=\"orders\"} 1\n"));
    assert_non_null(strstr(text->bytes, "total_entries{map=\"orders\"} 60091\n"));
    assert_non_null(strstr(text->bytes, "nested_map_inner_maps{map=\"orders\"} 8\n"));
    assert_non_null(strstr(text->bytes, "nested_map_inner_maps{map=\"none\"} 0\n"));
    expect_unique(text->bytes);
    free(text);
}

static int write_file(const char *name)
{
    FILE *file = fopen(name, "w");
    RmapSink sink;

    if (file == NULL)
        return 1;
    sink = rmap_sink_file(file);
    write_maps(0, &sink);
    write_tenants(0, &sink);
    return fclose(file) == 0 && !sink.failed ? 0 : 1;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_level),
        cmocka_unit_test(series_are_bounded),
        cmocka_unit_test(two_levels),
    };

    if (argc == 2)
        return write_file(argv[1]);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
