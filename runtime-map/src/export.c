/* Prometheus' text format. A family's lines must stand together, so that each family
 * walks over the maps once. */
#include "rmap/export.h"

#include "utf8.h"

#include <stdlib.h>
#include <string.h>

/* ---- a text that grows ---- */

typedef struct Buffer {
    char *text;
    size_t size;
    size_t room;
} Buffer;

static bool buffer_write(void *ctx, const char *bytes, size_t size)
{
    Buffer *b = ctx;

    if (b->room - b->size <= size) {
        size_t room = 2 * (b->size + size) + 1;
        char *text = realloc(b->text, room);
        if (text == NULL)
            return false;
        b->text = text;
        b->room = room;
    }
    memcpy(b->text + b->size, bytes, size);
    b->size += size;
    b->text[b->size] = '\0';
    return true;
}

/* The text, which is the caller's, or NULL when it is not whole. */
static char *buffer_take(Buffer *b, bool failed)
{
    if (!failed)
        return b->text;
    free(b->text);
    return NULL;
}

/* ---- labels ---- */

/* Escapes what the format asks for; the values must be UTF-8, and other bytes become
 * U+FFFD and their number. */
static void write_value(RmapSink *sink, const char *value)
{
    for (const char *p = value; *p != '\0';) {
        size_t size = rmap_utf8_size(p);
        if (size == 0)
            rmap_sink_format(sink, RMAP_UTF8_REPLACEMENT "%02x", (unsigned char)*p);
        else if (*p == '\\' || *p == '"')
            rmap_sink_format(sink, "\\%c", *p);
        else if (*p == '\n')
            rmap_sink_text(sink, "\\n");
        else
            rmap_sink_bytes(sink, p, size);
        p += size == 0 ? 1 : size;
    }
}

static bool is_reserved(const char *name)
{
    return strcmp(name, "map") == 0 || strcmp(name, "id") == 0 ||
           strncmp(name, "__", 2) == 0;
}

static char name_character(char c, bool first)
{
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';

    return letter || (!first && c >= '0' && c <= '9') ? c : '_';
}

static void write_label_name(RmapSink *sink, const char *name)
{
    if (is_reserved(name))
        rmap_sink_text(sink, "exported_");
    if (*name == '\0')
        rmap_sink_text(sink, "_");
    for (const char *p = name; *p != '\0'; p++) {
        char c = name_character(*p, p == name && !is_reserved(name));
        rmap_sink_bytes(sink, &c, 1);
    }
}

/* Whether two names are one when they are written. */
static bool same_label_name(const char *a, const char *b)
{
    bool reserved = is_reserved(a);

    if (is_reserved(b) != reserved)
        return false;
    for (size_t i = 0;; i++) {
        char x = a[i] == '\0' ? '\0' : name_character(a[i], i == 0 && !reserved);
        char y = b[i] == '\0' ? '\0' : name_character(b[i], i == 0 && !reserved);
        if (x != y)
            return false;
        if (x == '\0')
            return true;
    }
}

/* The labels of a series without the closing brace, for the caller to free; NULL: out
 * of memory. */
static char *labels_text(const RmapWatched *map)
{
    Buffer buffer = { NULL, 0, 0 };
    RmapSink sink = { &buffer, buffer_write, false };

    rmap_sink_text(&sink, "{map=\"");
    write_value(&sink, map->name);
    rmap_sink_text(&sink, "\"");
    for (size_t i = 0; i < map->label_count; i++) {
        size_t before = 0;
        while (before < i &&
               !same_label_name(map->labels[before].name, map->labels[i].name))
            before++;
        if (before < i)
            continue; /* a name may stand there once */
        rmap_sink_text(&sink, ",");
        write_label_name(&sink, map->labels[i].name);
        rmap_sink_text(&sink, "=\"");
        write_value(&sink, map->labels[i].value);
        rmap_sink_text(&sink, "\"");
    }
    return buffer_take(&buffer, sink.failed);
}

static void write_head(RmapSink *sink, const char *name, const char *type,
                       const char *help)
{
    rmap_sink_format(sink, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

/* ---- maps of one level ---- */

typedef struct Family {
    const char *name;
    const char *type;
    const char *help;
    size_t (*value)(const RmapWatched *map);
} Family;

static size_t entries_of(const RmapWatched *map)
{
    return map->stats.entries;
}

static size_t slots_of(const RmapWatched *map)
{
    return map->stats.slots;
}

static size_t overflow_of(const RmapWatched *map)
{
    return map->stats.overflow;
}

static size_t bytes_of(const RmapWatched *map)
{
    return map->bytes;
}

static size_t idle_of(const RmapWatched *map)
{
    return map->idle;
}

static size_t retired_of(const RmapWatched *map)
{
    return map->stats.retired;
}

static size_t growths_of(const RmapWatched *map)
{
    return map->stats.growths;
}

static size_t clears_of(const RmapWatched *map)
{
    return map->stats.clears;
}

static const Family families[] = {
    { "rmap_entries", "gauge", "Entries in the map.", entries_of },
    { "rmap_slots", "gauge", "Entries that fit before the map grows.", slots_of },
    { "rmap_overflow_buckets", "gauge", "Overflow buckets in use.", overflow_of },
    { "rmap_bytes", "gauge", "Bytes that the map holds.", bytes_of },
    { "rmap_idle_bytes", "gauge", "Bytes of them that hold no entry.", idle_of },
    { "rmap_retired_bytes", "gauge", "Bytes that wait for the end of an iteration.",
      retired_of },
    { "rmap_growths_total", "counter", "How often the map has grown.", growths_of },
    { "rmap_clears_total", "counter", "How often the map was cleared.", clears_of },
};

/* One of the maps that are written. */
typedef struct Series {
    const RmapWatched *map;
    char *labels;
    bool with_id; /* there is another like it */
} Series;

static int by_labels(const void *a, const void *b)
{
    const Series *x = a;
    const Series *y = b;
    int order = strcmp(x->labels, y->labels);

    if (order != 0)
        return order;
    return x->map->id < y->map->id ? -1 : 1;
}

/* The labels of all, in their order; false when out of memory. */
static bool label_series(Series *series, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        series[i].labels = labels_text(series[i].map);
        if (series[i].labels == NULL)
            return false;
    }
    qsort(series, count, sizeof *series, by_labels);
    for (size_t i = 1; i < count; i++)
        if (strcmp(series[i - 1].labels, series[i].labels) == 0)
            series[i - 1].with_id = series[i].with_id = true;
    return true;
}

static void write_families(RmapSink *sink, const Series *series, size_t count)
{
    for (size_t f = 0; f < sizeof families / sizeof families[0]; f++) {
        const Family *family = &families[f];
        write_head(sink, family->name, family->type, family->help);
        for (size_t i = 0; i < count; i++) {
            rmap_sink_text(sink, family->name);
            rmap_sink_text(sink, series[i].labels);
            if (series[i].with_id)
                rmap_sink_format(sink, ",id=\"%llu\"",
                                 (unsigned long long)series[i].map->id);
            rmap_sink_format(sink, "} %zu\n", family->value(series[i].map));
        }
    }
}

static int by_bytes(const void *a, const void *b)
{
    const RmapWatched *x = ((const Series *)a)->map;
    const RmapWatched *y = ((const Series *)b)->map;

    if (x->bytes != y->bytes)
        return x->bytes < y->bytes ? 1 : -1;
    return x->id < y->id ? -1 : 1;
}

bool rmap_export_snapshot(const RmapSnapshot *s, size_t most, RmapSink *sink)
{
    size_t limit = most == 0 ? 1000 : most;
    size_t count = s->count < limit ? s->count : limit;
    Series *series = calloc(s->count + 1, sizeof *series);
    bool whole = series != NULL;

    for (size_t i = 0; whole && i < s->count; i++)
        series[i].map = &s->maps[i];
    if (whole) {
        qsort(series, s->count, sizeof *series, by_bytes);
        whole = label_series(series, count);
    }
    if (whole) {
        write_families(sink, series, count);
        write_head(sink, "rmap_maps", "gauge", "Maps that are watched.");
        rmap_sink_format(sink, "rmap_maps %zu\n", s->count);
        write_head(sink, "rmap_maps_left_out", "gauge", "Of them without series.");
        rmap_sink_format(sink, "rmap_maps_left_out %zu\n", s->count - count);
    }
    for (size_t i = 0; series != NULL && i < count; i++)
        free(series[i].labels);
    free(series);
    return whole && !sink->failed;
}

/* ---- maps of two levels ---- */

/* The largest inner maps of one, as they are written. */
typedef struct Row {
    size_t entries;
    char *key;
} Row;

static int by_entries(const void *a, const void *b)
{
    const RmapInner *const *x = a;
    const RmapInner *const *y = b;

    if ((*x)->entries != (*y)->entries)
        return (*x)->entries < (*y)->entries ? 1 : -1;
    return strcmp((*x)->key, (*y)->key);
}

static char *key_text(const char *key)
{
    Buffer buffer = { NULL, 0, 0 };
    RmapSink sink = { &buffer, buffer_write, false };

    rmap_sink_bytes(&sink, "\"", 1); /* so that there is a text of an empty key, too */
    write_value(&sink, key);
    return buffer_take(&buffer, sink.failed);
}

static bool is_among(const Row *rows, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rows[i].key, key) == 0)
            return true;
    return false;
}

/* The rows of a map, at most `most` of them, to `rows`; how many, or -1 when out of
 * memory. */
static ptrdiff_t rows_of(const RmapTwoLevel *map, const RmapInner **inner, Row *rows,
                         size_t most)
{
    size_t count = 0;

    for (size_t i = 0; i < map->count; i++)
        inner[i] = &map->inner[i];
    qsort(inner, map->count, sizeof *inner, by_entries);
    for (size_t i = 0; i < map->count && count < most; i++) {
        char *key = key_text(inner[i]->key);
        if (key == NULL) {
            while (count > 0)
                free(rows[--count].key);
            return -1;
        }
        if (is_among(rows, count, key))
            free(key);
        else
            rows[count++] = (Row){ inner[i]->entries, key };
    }
    return (ptrdiff_t)count;
}

/* The series of the inner maps; how many, or -1 when out of memory. */
static ptrdiff_t write_inner(const RmapTwoLevel *map, size_t most, RmapSink *sink)
{
    size_t room = map->count < most ? map->count : most;
    const RmapInner **inner = calloc(map->count + 1, sizeof *inner);
    Row *rows = calloc(room + 1, sizeof *rows);
    ptrdiff_t count = -1;

    if (inner != NULL && rows != NULL)
        count = rows_of(map, inner, rows, most);
    for (ptrdiff_t i = 0; i < count; i++) {
        rmap_sink_text(sink, "nested_map_inner_size{map=\"");
        write_value(sink, map->map);
        rmap_sink_text(sink, "\",");
        write_label_name(sink, map->label);
        rmap_sink_format(sink, "=%s\"} %zu\n", rows[i].key, rows[i].entries);
        free(rows[i].key);
    }
    free((void *)inner);
    free(rows);
    return count;
}

static void write_sum(const RmapTwoLevel *map, const char *family, size_t value,
                      RmapSink *sink)
{
    rmap_sink_format(sink, "%s{map=\"", family);
    write_value(sink, map->map);
    rmap_sink_format(sink, "\"} %zu\n", value);
}

static size_t total_entries(const RmapTwoLevel *map)
{
    size_t sum = 0;

    for (size_t i = 0; i < map->count; i++)
        sum += map->inner[i].entries;
    return sum;
}

bool rmap_export_two_level(const RmapTwoLevel *maps, size_t count, size_t most,
                           RmapSink *sink)
{
    size_t *written = calloc(count + 1, sizeof *written);

    if (written == NULL)
        return false;
    write_head(sink, "nested_map_inner_size", "gauge", "Entries in an inner map.");
    for (size_t i = 0; i < count; i++) {
        ptrdiff_t rows = write_inner(&maps[i], most == 0 ? 100 : most, sink);
        if (rows < 0) {
            free(written);
            return false;
        }
        written[i] = (size_t)rows;
    }
    write_head(sink, "nested_map_total_entries", "gauge", "Entries in all inner maps.");
    for (size_t i = 0; i < count; i++)
        write_sum(&maps[i], "nested_map_total_entries", total_entries(&maps[i]), sink);
    write_head(sink, "nested_map_inner_maps", "gauge", "Inner maps.");
    for (size_t i = 0; i < count; i++)
        write_sum(&maps[i], "nested_map_inner_maps", maps[i].count, sink);
    write_head(sink, "nested_map_inner_left_out", "gauge",
               "Inner maps without series.");
    for (size_t i = 0; i < count; i++)
        write_sum(&maps[i], "nested_map_inner_left_out", maps[i].count - written[i],
                  sink);
    free(written);
    return !sink->failed;
}
