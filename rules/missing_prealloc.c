/*
 * # missing-prealloc
 *
 * A map is made without a capacity and then filled by a loop whose number of turns is
 * known. It starts with one bucket and doubles again and again; each time it grows,
 * everything in it is copied, and while it grows old and new buckets are held
 * together. Made with the capacity, it allocates once. The advice says what to pass,
 * how many buckets that makes, and how many growths and copied bytes it saves.
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
 * ids *squares(void)
 * {
 *     ids *m = ids_make(0); // want missing-prealloc "1000"
 *
 *     for (int i = 0; i < 1000; i++)
 *         ids_put(m, i, i * i);
 *     return m;
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
 * ids *squares(void)
 * {
 *     ids *m = ids_make(1000);
 *
 *     for (int i = 0; i < 1000; i++)
 *         ids_put(m, i, i * i);
 *     return m;
 * }
 * ```
 *
 * ## When it is silent
 * Under 16 entries, where a map grows once at most; when the size is not known; when
 * the map has a capacity or has been filled before; and for libraries that cannot make
 * room ahead, as GHashTable. Inserts under a condition make the number an upper bound,
 * and the advice says so.
 */
#include "check/rule.h"

enum { WORTHWHILE = 16, MAPS_MAX = 16 }; /* below 16, a map grows once at most */

/* A map and what the loops put into it, site by site. */
typedef struct Filled {
    MapFact map;
    const char *name;
    Span last; /* of the sites */
    const Chain *chain;
    Capacity sum;
    VEC(Span) sites;
} Filled;

typedef struct Memory {
    VEC(Filled) maps;
} Memory;

static Filled *filled_map(RuleCtx *cx, const MapEvent *ev, const MapFact *map)
{
    Memory *memory = rule_memory(cx, sizeof *memory);
    for (uint32_t i = 0; i < memory->maps.len; i++)
        if (span_compare(memory->maps.items[i].map.born, map->born) == 0)
            return &memory->maps.items[i];
    if (memory->maps.len == MAPS_MAX)
        return NULL;
    vec_push(rule_arena(cx), &memory->maps,
             ((Filled){ .map = *map, .name = ev->name }));
    return &vec_last(&memory->maps);
}

static bool seen_site(const Filled *filled, Span site)
{
    for (uint32_t i = 0; i < filled->sites.len; i++)
        if (span_compare(filled->sites.items[i], site) == 0)
            return true;
    return false;
}

static void add_site(RuleCtx *cx, Filled *filled, const MapEvent *ev,
                     const Capacity *capacity)
{
    Capacity *sum = &filled->sum;
    bool first = filled->sites.len == 0;
    vec_push(rule_arena(cx), &filled->sites, ev->span);
    filled->last = ev->span;
    filled->chain = ev->chain;
    if (first) {
        *sum = *capacity;
        return;
    }
    sum->at_most = sum->at_most || capacity->at_most;
    sum->number = sum->number && capacity->number ? sum->number + capacity->number : 0;
    sum->text = sum->number ? rule_text(cx, "%lld", (long long)sum->number)
                            : rule_text(cx, "%s + %s", sum->text, capacity->text);
}

static void on_write(RuleCtx *cx, const MapEvent *ev)
{
    const MapFact *map = rule_map(cx, ev->map);
    Capacity capacity;
    bool can = map && map->made && (map->takes_hint || map->law->reserve_by);
    if (!can || map->reserved || map->tested || map->emptied ||
        !map->law->can_reserve || !rule_is_zero(cx, map->hint))
        return;
    if (!rule_capacity(cx, ev, map, &capacity))
        return;
    Filled *filled = filled_map(cx, ev, map);
    if (filled && !seen_site(filled, ev->span))
        add_site(cx, filled, ev, &capacity);
}

static void advise(RuleCtx *cx, Report *report, const Filled *filled)
{
    const Capacity *sum = &filled->sum;
    const char *what =
        filled->map.takes_hint
            ? rule_text(cx, "give %s to %s()", sum->text, filled->map.made_by)
            : rule_text(cx, "call %s.%s(%s) first", filled->name,
                        filled->map.law->reserve_by, sum->text);
    Growth growth = rule_growth(filled->map.law, sum->number);
    if (sum->number > 0)
        report_advice(report,
                      "%s: %lld buckets at once instead of %u growths "
                      "that copy %lld entries",
                      what, (long long)growth.buckets, growth.count,
                      (long long)growth.copied);
    else
        report_advice(report, "%s, so that the map need not grow", what);
}

static void report_filled(RuleCtx *cx, const Filled *filled)
{
    const Capacity *sum = &filled->sum;
    const char *most = sum->at_most ? "up to " : "";
    Report *report =
        rule_report(cx, filled->map.born, filled->map.map, filled->name,
                    "'%s' is made without a capacity, and %s%s entries are "
                    "put into it",
                    filled->name, most, sum->text);
    if (!report)
        return;
    advise(cx, report, filled);
    report_step(report, filled->map.born, 0, "'%s' is made here", filled->name);
    report_step(report, filled->last, 0, "%s%s entries are put into it here", most,
                sum->text);
    report_chain(report, filled->chain, "puts them");
    report_words(report, "new write");
    if (filled->map.only_hint)
        report_fix(report, filled->map.born,
                   rule_text(cx, "%s(%s)", filled->map.made_by, sum->text),
                   "make it with that capacity");
}

/* All sites are known only now: several may fill one map. */
static void at_end(RuleCtx *cx)
{
    Memory *memory = rule_memory(cx, sizeof *memory);
    for (uint32_t i = 0; i < memory->maps.len; i++) {
        const Filled *filled = &memory->maps.items[i];
        if (filled->sites.len &&
            (filled->sum.number == 0 || filled->sum.number >= WORTHWHILE))
            report_filled(cx, filled);
    }
}

const Rule rule_missing_prealloc = {
    .id = "missing-prealloc",
    .title = "a map of known size is made without capacity",
    .severity = SEV_NOTE,
    .on = { [EV_WRITE] = on_write },
    .end = at_end,
};
