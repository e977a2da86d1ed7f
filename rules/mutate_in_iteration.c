/*
 * # mutate-in-iteration
 *
 * Most map libraries forbid some changes while an iteration is open: an insert may
 * move every entry, a delete may free the one that the iterator stands on. What is
 * forbidden is each library's own law; its model states it. GHashTable allows changes
 * only through the iterator; runtime-map, like Go, allows inserting and deleting.
 *
 * As most of these changes are in a function that the loop calls, or in a callback,
 * the finding stands at that call, and its notes lead down to the change.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * void expire(GHashTable *leases, guint now)
 * {
 *     GHashTableIter iter;
 *     gpointer name, until;
 *
 *     g_hash_table_iter_init(&iter, leases);
 *     while (g_hash_table_iter_next(&iter, &name, &until))
 *         if (GPOINTER_TO_UINT(until) < now)
 *             g_hash_table_remove(leases, name); // want mutate-in-iteration
 * }
 * ```
 *
 * ## Good
 * Let the iterator remove what it stands on:
 * ```c
 * #include <glib.h>
 *
 * void expire(GHashTable *leases, guint now)
 * {
 *     GHashTableIter iter;
 *     gpointer until;
 *
 *     g_hash_table_iter_init(&iter, leases);
 *     while (g_hash_table_iter_next(&iter, NULL, &until))
 *         if (GPOINTER_TO_UINT(until) < now)
 *             g_hash_table_iter_remove(&iter);
 * }
 * ```
 *
 * or collect first and change afterwards:
 * ```c
 * #include <glib.h>
 *
 * void expire(GHashTable *leases, guint now)
 * {
 *     GHashTableIter iter;
 *     gpointer name, until;
 *     GList *dead = NULL;
 *
 *     g_hash_table_iter_init(&iter, leases);
 *     while (g_hash_table_iter_next(&iter, &name, &until))
 *         if (GPOINTER_TO_UINT(until) < now)
 *             dead = g_list_prepend(dead, name);
 *     for (GList *l = dead; l != NULL; l = l->next)
 *         g_hash_table_remove(leases, l->data);
 *     g_list_free(dead);
 * }
 * ```
 *
 * ## When it is silent
 * When the iteration is not advanced after the change (`break`, `return`, a new
 * start), and when the library allows it: a value set anew under the current key, in
 * GHashTable.
 */
#include "check/rule.h"

/* Deleting the current entry has a lawful form in many libraries. */
static void offer_fix(RuleCtx *cx, Report *report, const IterFact *it)
{
    const char *call = rule_delete_current(cx, it);
    if (call && it->death.verb == EV_DELETE && it->death.relation == REL_SAME &&
        !it->death.chain)
        report_fix(report, it->death.span, call, "delete it through the iterator");
}

static void on_step(RuleCtx *cx, const MapEvent *ev)
{
    const IterFact *it = rule_dead_iteration(cx, ev);
    if (!it || it->death.verb == EV_CLEAR || it->death.verb == EV_FREE)
        return;
    const char *phrase = verb_phrase((Verb)it->death.verb);
    Report *report =
        it->death.chain
            ? rule_report(cx, it->death.span, it->map, it->name,
                          "this call %s '%s' while it is being iterated", phrase,
                          it->name)
            : rule_report(cx, it->death.span, it->map, it->name,
                          "this %s '%s' while it is being iterated", phrase, it->name);
    if (!report)
        return;
    report_advice(report,
                  "change '%s' through the iterator, or collect the keys and "
                  "change it after the loop",
                  it->name);
    report_iteration(report, it, ev);
    offer_fix(cx, report, it);
}

/* Some libraries look at the map again when the iteration is closed. */
static void on_end(RuleCtx *cx, const MapEvent *ev)
{
    const IterFact *it = rule_dead_iteration(cx, ev);
    if (it && it->law->iterator[it->kind].end_checked)
        on_step(cx, ev);
}

const Rule rule_mutate_in_iteration = {
    .id = "mutate-in-iteration",
    .title = "a map is changed in a way its library forbids during an iteration",
    .severity = SEV_ERROR,
    .on = { [EV_NEXT] = on_step, [EV_END] = on_end },
};
