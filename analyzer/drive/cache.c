#include "drive/cache.h"

#include "base/file.h"
#include "base/hash.h"
#include "store/store.h"

#include <stdlib.h>

/* What a file is now, looked at once a run. */
typedef struct Seen {
    bool exists, is_hashed;
    FileStamp stamp;
    uint64_t hash;
} Seen;

#define RMAP_NAME            seenmap
#define RMAP_KEY             const char *
#define RMAP_VALUE           Seen
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap/hmap.h"

struct Cache {
    Arena *arena;
    Checker *checker;
    Store *store;
    int64_t started;
    bool whole;
    seenmap *files;
};

Cache *cache_new(Arena *arena, Checker *checker, const WorkOptions *options)
{
    RmapOptions map = arena_map_options(arena);
    if (!options->store || options->unsaved_count)
        return NULL;
    Cache *cache = ARENA_NEW(arena, Cache);
    *cache = (Cache){ .arena = arena,
                      .checker = checker,
                      .store = options->store,
                      .started = options->started,
                      .whole = options->whole,
                      .files = seenmap_make_with(64, &map) };
    return cache;
}

static Seen *look_at(Cache *cache, const char *path)
{
    Seen *known = seenmap_get(cache->files, path);
    if (known)
        return known;
    Seen seen = { 0 };
    seen.exists = file_stamp(path, &seen.stamp);
    seenmap_put(cache->files, arena_strdup(cache->arena, path), seen);
    return seenmap_get(cache->files, path);
}

/* A file that was only touched, or is another copy, is read once. */
static bool is_unchanged(Cache *cache, const Input *input)
{
    Seen *seen = look_at(cache, input->path);
    if (!seen->exists || seen->stamp.size != input->stamp.size)
        return false;
    if (seen->stamp.time == input->stamp.time)
        return true;
    if (!seen->is_hashed) {
        Arena *arena = arena_new();
        Str text;
        Err err = { 0 };
        seen->is_hashed = true;
        seen->exists = file_read(arena, input->path, &text, &err);
        seen->hash = seen->exists ? hash_content(text).low : 0;
        arena_free(arena);
    }
    return seen->exists && seen->hash == input->hash;
}

bool cache_find(Cache *cache, const Command *command, Arena *arena, LoweredUnit *out)
{
    Err err = { 0 };
    Str bytes;
    if (!cache)
        return false;
    const char *path = path_below(checker_root(cache->checker), command->file);
    const char *key = checker_key(cache->checker, command, cache->arena);
    if (!store_find_ir(cache->store, path, key, arena, &bytes, &err) || bytes.n == 0 ||
        !lowered_read(arena, bytes, out) || out->failure ||
        strcmp(out->path, path) != 0)
        return false;
    for (uint32_t i = 0; i < out->inputs.len; i++)
        if (!is_unchanged(cache, &out->inputs.items[i]))
            return false;
    return true;
}

/* A file that was written while it was read may be another one by now. */
static bool is_settled(const Cache *cache, const LoweredUnit *unit)
{
    for (uint32_t i = 0; i < unit->inputs.len; i++)
        if (unit->inputs.items[i].stamp.time >= cache->started)
            return false;
    return unit->inputs.len > 0;
}

void cache_keep(Cache *cache, const Command *command, const LoweredUnit *unit)
{
    Err err = { 0 };
    if (!cache || !is_settled(cache, unit))
        return;
    Arena *arena = arena_new();
    StrBuf bytes = strbuf_in(arena);
    lowered_write(&bytes, unit);
    store_save_ir(cache->store, unit->path, checker_key(cache->checker, command, arena),
                  strbuf_str(&bytes), &err);
    arena_free(arena);
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

const char *cache_link(Cache *cache, const LoweredUnit *units, uint32_t count)
{
    if (!cache)
        return NULL;
    const char **lines = ARENA_ARRAY(cache->arena, const char *, count + 1);
    StrBuf all = strbuf_in(cache->arena);
    for (uint32_t i = 0; i < count; i++) {
        if (units[i].blob.n == 0)
            return NULL;
        lines[i] =
            arena_printf(cache->arena, "%s %s", units[i].path, units[i].input_hash);
    }
    if (count)
        qsort(lines, count, sizeof *lines, by_text);
    strbuf_printf(&all, "%s %d\n", checker_identity(cache->checker), cache->whole);
    for (uint32_t i = 0; i < count; i++)
        strbuf_printf(&all, "%s\n", lines[i]);
    return hash_hex(cache->arena, strbuf_str(&all));
}

bool cache_report(Cache *cache, const LoweredUnit *unit, const char *link, Arena *arena,
                  UnitReport *out)
{
    Err err = { 0 };
    const char *stored;
    Str bytes;
    if (!cache || !link ||
        !store_find_report(cache->store, unit->path, arena, &stored, &bytes, &err) ||
        strcmp(stored, link) != 0 || !report_read(arena, bytes, out))
        return false;
    out->summaries.len = 0;
    out->known = !out->failure;
    return true;
}

/* What is stored and compared: of the summaries, which have rows of their own, a hash
 * that tells whether they are others. */
static void write_brief(StrBuf *out, const UnitReport *report)
{
    UnitReport brief = *report;
    NamedSummary all = { .name = "" };
    StrBuf bytes = strbuf_in(out->arena);
    for (uint32_t i = 0; i < report->summaries.len; i++) {
        strbuf_printf(&bytes, "%s\n", report->summaries.items[i].name);
        strbuf_add(&bytes, hash_hex(out->arena, report->summaries.items[i].bytes));
    }
    all.bytes = str_of(hash_hex(out->arena, strbuf_str(&bytes)));
    brief.summaries.items = &all;
    brief.summaries.len = 1;
    brief.memo = (Str){ 0 };
    report_write(out, &brief);
}

bool cache_knows(Cache *cache, const UnitReport *report)
{
    Err err = { 0 };
    const char *link;
    Str old;
    if (!cache || !report->has_findings || report->failure)
        return false;
    Arena *arena = arena_new();
    StrBuf bytes = strbuf_in(arena);
    write_brief(&bytes, report);
    bool known =
        store_find_report(cache->store, report->path, arena, &link, &old, &err) &&
        link[0] && str_eq(old, strbuf_str(&bytes));
    arena_free(arena);
    return known;
}

void cache_keep_report(Cache *cache, const UnitReport *report, const char *link)
{
    Err err = { 0 };
    if (!cache || !report->has_findings)
        return;
    Arena *arena = arena_new();
    StrBuf bytes = strbuf_in(arena);
    if (!report->known)
        write_brief(&bytes, report);
    store_save_report(cache->store, report->path, link, strbuf_str(&bytes), &err);
    arena_free(arena);
}

/* Before the memo stands what made it. */
Str cache_memo(Cache *cache, const char *path, Arena *arena)
{
    Err err = { 0 };
    Str bytes, none = { "", 0 };
    if (!cache || !store_find_memo(cache->store, path, arena, &bytes, &err))
        return none;
    const char *identity = checker_identity(cache->checker);
    size_t length = strlen(identity);
    if (bytes.n < length || memcmp(bytes.p, identity, length) != 0)
        return none;
    return (Str){ bytes.p + length, bytes.n - length };
}

void cache_keep_memo(Cache *cache, const char *path, Str memo)
{
    Err err = { 0 };
    if (!cache || memo.n == 0)
        return;
    Arena *arena = arena_new();
    StrBuf bytes = strbuf_in(arena);
    strbuf_add(&bytes, checker_identity(cache->checker));
    strbuf_add_n(&bytes, memo.p, memo.n);
    store_save_memo(cache->store, path, strbuf_str(&bytes), &err);
    arena_free(arena);
}
