/*
 * # clear-keeps-memory
 *
 * A map is cleared to give memory back: the function says so by its name
 * (`on_low_memory`, `cache_shrink`), or the next thing it does is to have the allocator
 * return what is free. But in this library a clear keeps the buckets for the entries to
 * come, so the largest part of a large map stays where it is. Free the map and make a
 * new one.
 *
 * ## Bad
 * ```c
 * #define RMAP_NAME            ids
 * #define RMAP_KEY             int
 * #define RMAP_VALUE           int
 * #define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
 * #define RMAP_EQUAL(a, b)     ((a) == (b))
 * #include "rmap/hmap.h"
 *
 * static ids *cache;
 *
 * void on_low_memory(void)
 * {
 *     if (cache)
 *         ids_clear(cache); // want clear-keeps-memory
 * }
 * ```
 *
 * ## Good
 * ```c
 * #define RMAP_NAME            ids
 * #define RMAP_KEY             int
 * #define RMAP_VALUE           int
 * #define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
 * #define RMAP_EQUAL(a, b)     ((a) == (b))
 * #include "rmap/hmap.h"
 *
 * static ids *cache;
 *
 * void on_low_memory(void)
 * {
 *     ids_free(cache);
 *     cache = NULL;
 * }
 * ```
 *
 * ## When it is silent
 * When nothing says that memory is to be given back; when the map is freed or filled
 * again afterwards; when the function has made the map itself; when the library gives
 * the buckets back, or nobody has said whether it does.
 */
#include "check/rule.h"

/* A clear of a map that lives on. */
typedef struct Cleared {
    ValueId map;
    const char *name, *by;
    const MapLaw *law;
    Span span, trimmed; /* trimmed: where free memory is returned after it */
    const Chain *chain;
    bool wanted; /* it is filled again */
} Cleared;

typedef struct Memory {
    VEC(Cleared) clears;
} Memory;

static void on_clear(RuleCtx *cx, const MapEvent *ev)
{
    Memory *memory = rule_memory(cx, sizeof *memory);
    const MapFact *map = rule_map(cx, ev->map);
    if (ev->law->clear != CLEAR_KEEPS_ROOM || ev->maybe || (map && map->made))
        return;
    for (uint32_t i = 0; i < memory->clears.len; i++)
        if (span_compare(memory->clears.items[i].span, ev->span) == 0 &&
            memory->clears.items[i].map == ev->map)
            return;
    vec_push(rule_arena(cx), &memory->clears,
             ((Cleared){ .map = ev->map,
                         .name = ev->name,
                         .by = ev->by,
                         .law = ev->law,
                         .span = ev->span,
                         .chain = ev->chain }));
}

static bool is_cleared(RuleCtx *cx, const Cleared *clear)
{
    const MapFact *map = rule_map(cx, clear->map);
    return map && map->emptied && !map->freed;
}

static void on_trim(RuleCtx *cx, const MapEvent *ev)
{
    Memory *memory = rule_memory(cx, sizeof *memory);
    for (uint32_t i = 0; i < memory->clears.len; i++)
        if (is_cleared(cx, &memory->clears.items[i]))
            memory->clears.items[i].trimmed = ev->span;
}

static void on_write(RuleCtx *cx, const MapEvent *ev)
{
    Memory *memory = rule_memory(cx, sizeof *memory);
    for (uint32_t i = 0; i < memory->clears.len; i++)
        if (memory->clears.items[i].map == ev->map)
            memory->clears.items[i].wanted = true;
}

static void report_kept(RuleCtx *cx, const Cleared *clear)
{
    bool trims = !span_is_none(clear->trimmed);
    Report *report = rule_report(
        cx, clear->span, clear->map, clear->name,
        "'%s' is cleared to give memory back, but a clear keeps its buckets",
        clear->name);
    if (!report)
        return;
    report_advice(report,
                  clear->law->has_positions
                      ? "swap '%s' with an empty map, whose end frees the buckets"
                      : "free '%s', and make a new one when it is needed",
                  clear->name);
    if (clear->chain)
        report_step(report, clear->span, 0, "a function called here clears it");
    else
        report_step(report, clear->span, 0, "%s() leaves its buckets allocated",
                    clear->by);
    report_chain(report, clear->chain, "clears it");
    if (trims)
        report_step(report, clear->trimmed, 0,
                    "memory that is free is given back here: the buckets are not");
    report_words(report, trims ? "clear trim" : "clear return");
}

/* By its own name; a callee that says so itself is told of there. */
static bool is_told_here(RuleCtx *cx, const Cleared *clear)
{
    return rule_gives_back(cx, NULL) &&
           !(clear->chain && rule_gives_back(cx, clear->chain));
}

static void on_return(RuleCtx *cx, const MapEvent *ev)
{
    Memory *memory = rule_memory(cx, sizeof *memory);
    (void)ev;
    for (uint32_t i = 0; i < memory->clears.len; i++) {
        const Cleared *clear = &memory->clears.items[i];
        bool meant = !span_is_none(clear->trimmed) || is_told_here(cx, clear);
        if (meant && !clear->wanted && is_cleared(cx, clear))
            report_kept(cx, clear);
    }
}

const Rule rule_clear_keeps_memory = {
    .id = "clear-keeps-memory",
    .title = "a map is cleared to give memory back, and keeps its buckets",
    .severity = SEV_NOTE,
    .on_request = true,
    .on = { [EV_CLEAR] = on_clear,
            [EV_TRIM] = on_trim,
            [EV_WRITE] = on_write,
            [EV_RETURN] = on_return },
};
