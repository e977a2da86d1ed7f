/*
 * # unreused-inner-map
 *
 * A loop that makes a new inner map and stores it under a key that comes up again loses
 * the inner map of the turn before: leaked in C, garbage in Go. Look the inner map up
 * first, and reuse or clear it.
 *
 * ## Bad
 * ```c
 * #include "ghash.h"
 *
 * void collect(GHashTable *by_day, int *samples, int n)
 * {
 *     for (int i = 0; i < n; i++) {
 *         GHashTable *day = g_hash_table_new(NULL, NULL);
 *         g_hash_table_insert(day, "sample", &samples[i]);
 *         g_hash_table_insert(by_day, "today", day); // want unreused-inner-map
 *     }
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include "ghash.h"
 *
 * void collect(GHashTable *by_day, int *samples, int n)
 * {
 *     for (int i = 0; i < n; i++) {
 *         GHashTable *day = g_hash_table_lookup(by_day, "today");
 *         if (day == NULL) {
 *             day = g_hash_table_new(NULL, NULL);
 *             g_hash_table_insert(by_day, "today", day);
 *         }
 *         g_hash_table_insert(day, "sample", &samples[i]);
 *     }
 * }
 * ```
 */
#include "check/rule.h"

static void on_write(RuleCtx *cx, const MapEvent *ev)
{
    const MapFact *inner = rule_map(cx, ev->val);
    const MapFact *outer = rule_map(cx, ev->map);
    uint32_t loop = ev->loop;
    if (!inner || !inner->made || inner->freed || inner->escaped || loop == NO_LOOP ||
        inner->loop != loop)
        return;
    if (outer && (rule_tested(cx, outer, ev->key) || outer->emptied ||
                  outer->destroy_val || (outer->made && outer->loop == loop)))
        return;
    /* Only a second turn loses a map: the key must have been written before. */
    if (!rule_key_repeats(cx, ev->key, loop) || !rule_wrote_like(cx, ev->map, ev->key))
        return;
    Report *report = rule_report(
        cx, ev->span, ev->map, ev->name,
        "a new inner map is stored in '%s' under a key that repeats; the one stored "
        "before is lost",
        ev->name);
    if (!report)
        return;
    report_advice(report,
                  "look the key up in '%s' first, and reuse or clear the inner "
                  "map that is there",
                  ev->name);
    report_step(report, inner->born, 0,
                "a new inner map is made on every turn, by %s()", inner->made_by);
    report_step(report, ev->span, 0, "the next turn stores another one over it");
    report_words(report, "new write new write");
}

const Rule rule_unreused_inner_map = {
    .id = "unreused-inner-map",
    .title = "an inner map is made anew in a loop and the old one lost",
    .severity = SEV_WARNING,
    .on = { [EV_WRITE] = on_write },
};
