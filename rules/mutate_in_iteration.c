/*
 * # mutate-in-iteration
 *
 * Most map libraries forbid some changes while an iteration is open: an insert may move
 * every entry, a delete may free the one the iterator stands on. What exactly is
 * forbidden is the library's law; the model states it.
 *
 * ## Bad
 * ```c
 * #include "ghash.h"
 *
 * void expire(GHashTable *sessions)
 * {
 *     GHashTableIter it;
 *     void *key;
 *     g_hash_table_iter_init(&it, sessions);
 *     while (g_hash_table_iter_next(&it, &key, NULL))
 *         g_hash_table_remove(sessions, key); // want mutate-in-iteration
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include "ghash.h"
 *
 * void expire(GHashTable *sessions)
 * {
 *     GHashTableIter it;
 *     void *key;
 *     g_hash_table_iter_init(&it, sessions);
 *     while (g_hash_table_iter_next(&it, &key, NULL))
 *         g_hash_table_iter_remove(&it);
 * }
 * ```
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

static void on_next(RuleCtx *cx, const MapEvent *ev)
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

const Rule rule_mutate_in_iteration = {
    .id = "mutate-in-iteration",
    .title = "a map is changed in a way its library forbids during an iteration",
    .severity = SEV_ERROR,
    .on = { [EV_NEXT] = on_next },
};
