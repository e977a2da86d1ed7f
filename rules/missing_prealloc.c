/*
 * # missing-prealloc
 *
 * A map that is filled by a loop whose count is known grows step by step, and copies
 * its entries at every step. Made with that capacity, it never grows.
 *
 * ## Bad
 * ```c
 * #define RMAP_NAME ids
 * #define RMAP_KEY int
 * #define RMAP_VALUE int
 * #define RMAP_HASH(key, seed) rmap_hash_u64((unsigned)(key), seed)
 * #define RMAP_EQUAL(a, b) ((a) == (b))
 * #include "rmap/hmap.h"
 *
 * ids *squares(void)
 * {
 *     ids *m = ids_make(0); // want missing-prealloc
 *     for (int i = 0; i < 1000; i++)
 *         ids_put(m, i, i * i);
 *     return m;
 * }
 * ```
 *
 * ## Good
 * ```c
 * #define RMAP_NAME ids
 * #define RMAP_KEY int
 * #define RMAP_VALUE int
 * #define RMAP_HASH(key, seed) rmap_hash_u64((unsigned)(key), seed)
 * #define RMAP_EQUAL(a, b) ((a) == (b))
 * #include "rmap/hmap.h"
 *
 * ids *squares(void)
 * {
 *     ids *m = ids_make(1000);
 *     for (int i = 0; i < 1000; i++)
 *         ids_put(m, i, i * i);
 *     return m;
 * }
 * ```
 */
#include "check/rule.h"

enum { WORTHWHILE = 16 }; /* below, a map grows once at most */

static void on_write(RuleCtx *cx, const MapEvent *ev)
{
    const MapFact *map = rule_map(cx, ev->map);
    Capacity capacity;
    if (!map || !map->made || !map->takes_hint || map->reserved || map->tested ||
        !map->law->can_reserve || !rule_is_zero(cx, map->hint))
        return;
    if (!rule_capacity(cx, ev, map, &capacity) ||
        (capacity.number > 0 && capacity.number < WORTHWHILE))
        return;
    Report *report =
        rule_report(cx, map->born, ev->map, ev->name,
                    "'%s' is made without a capacity, and %s%s entries "
                    "are put into it",
                    ev->name, capacity.at_most ? "up to " : "", capacity.text);
    if (!report)
        return;
    if (capacity.number > 0)
        report_advice(report,
                      "give %s to %s(): %lld buckets at once instead of %u "
                      "growths that copy %lld entries",
                      capacity.text, map->made_by, (long long)capacity.buckets,
                      capacity.growths, (long long)capacity.copied);
    else
        report_advice(report, "give %s to %s(), so that the map need not grow",
                      capacity.text, map->made_by);
    report_step(report, map->born, 0, "'%s' is made here", ev->name);
    report_step(report, ev->span, 0, "%s%s entries are put here",
                capacity.at_most ? "up to " : "", capacity.text);
    report_chain(report, ev->chain, "puts them");
    report_words(report, "new write");
    if (map->only_hint)
        report_fix(report, map->born,
                   rule_text(cx, "%s(%s)", map->made_by, capacity.text),
                   "make it with that capacity");
}

const Rule rule_missing_prealloc = {
    .id = "missing-prealloc",
    .title = "a map of known size is made without capacity",
    .severity = SEV_NOTE,
    .on = { [EV_WRITE] = on_write },
};
