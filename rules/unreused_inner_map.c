/*
 * # unreused-inner-map
 *
 * In a loop a new map is made and stored in an outer map under a key that comes again:
 * a constant, a value that the loop does not change, `i % n`. The inner map that was
 * stored before is lost: in C it leaks, in a language with a collector it is garbage,
 * and either way every turn pays for making a map. Look first whether the inner map is
 * there, and use it, or clear it, again.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * void per_request(GHashTable *outer, const char **paths, guint n)
 * {
 *     for (guint i = 0; i < n; i++) {
 *         GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
 *         g_hash_table_add(seen, g_strdup(paths[i]));
 *         g_hash_table_insert(outer, "paths", seen); // want unreused-inner-map
 *     }
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include <glib.h>
 *
 * void per_request(GHashTable *outer, const char **paths, guint n)
 * {
 *     for (guint i = 0; i < n; i++) {
 *         GHashTable *seen = g_hash_table_lookup(outer, "paths");
 *         if (seen == NULL) {
 *             seen = g_hash_table_new(g_str_hash, g_str_equal);
 *             g_hash_table_insert(outer, "paths", seen);
 *         }
 *         g_hash_table_add(seen, g_strdup(paths[i]));
 *     }
 * }
 * ```
 *
 * ## When it is silent
 * When the outer map is filled for the first time, under a key that is another one on
 * every turn (a counter, an element of a list, the key of another map); when the loop
 * tests whether the key is there; when the store ends the loop.
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
