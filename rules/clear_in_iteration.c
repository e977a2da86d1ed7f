/*
 * # clear-in-iteration
 *
 * Clearing or freeing a map while it is being iterated leaves the iteration without
 * ground: the next step reads freed memory, stops early, or starts over.
 *
 * ## Bad
 * ```c
 * #include "ghash.h"
 *
 * void drop_all(GHashTable *sessions)
 * {
 *     GHashTableIter it;
 *     void *key;
 *     g_hash_table_iter_init(&it, sessions);
 *     while (g_hash_table_iter_next(&it, &key, NULL))
 *         g_hash_table_remove_all(sessions); // want clear-in-iteration
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include "ghash.h"
 *
 * void drop_all(GHashTable *sessions)
 * {
 *     g_hash_table_remove_all(sessions);
 * }
 * ```
 */
#include "check/rule.h"

static void on_next(RuleCtx *cx, const MapEvent *ev)
{
    const IterFact *it = rule_dead_iteration(cx, ev);
    if (!it || (it->death.verb != EV_CLEAR && it->death.verb != EV_FREE))
        return;
    const char *what = it->death.verb == EV_CLEAR ? "cleared" : "freed";
    Report *report =
        rule_report(cx, it->death.span, it->map, it->name,
                    "'%s' is %s while it is being iterated", it->name, what);
    if (!report)
        return;
    report_advice(report, "leave the loop first, or %s '%s' after it",
                  it->death.verb == EV_CLEAR ? "clear" : "free", it->name);
    report_iteration(report, it, ev);
}

const Rule rule_clear_in_iteration = {
    .id = "clear-in-iteration",
    .title = "a map is cleared or freed while it is being iterated",
    .severity = SEV_ERROR,
    .on = { [EV_NEXT] = on_next },
};
