/*
 * # clear-in-iteration
 *
 * A map is cleared or freed while an iteration over it is open, and then the iteration
 * goes on. What it steps to is no longer there: the next step reads freed memory,
 * stops early or, where the library checks, prints a warning and ends the loop. Such a
 * crash comes rarely and far from its cause, because the memory often still holds what
 * it held.
 *
 * The clear is often not in sight: it is in a function that the loop calls, in the
 * callback of a `foreach`, or in a destroy function. The finding stands at the call in
 * the loop, its notes lead down to the clear.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * typedef struct {
 *     GHashTable *sessions;
 *     guint failures;
 * } Server;
 *
 * static void server_reset(Server *server)
 * {
 *     g_hash_table_remove_all(server->sessions);
 *     server->failures = 0;
 * }
 *
 * void server_check(Server *server, gboolean (*is_alive)(gpointer session))
 * {
 *     GHashTableIter iter;
 *     gpointer session;
 *
 *     g_hash_table_iter_init(&iter, server->sessions);
 *     while (g_hash_table_iter_next(&iter, NULL, &session))
 *         if (!is_alive(session) && ++server->failures > 10)
 *             server_reset(server); // want clear-in-iteration "'server->sessions'"
 * }
 * ```
 *
 * ## Good
 * Leave the loop with the clear:
 * ```c
 * #include <glib.h>
 *
 * void check(GHashTable *sessions, gboolean (*is_alive)(gpointer session))
 * {
 *     GHashTableIter iter;
 *     gpointer session;
 *
 *     g_hash_table_iter_init(&iter, sessions);
 *     while (g_hash_table_iter_next(&iter, NULL, &session)) {
 *         if (!is_alive(session)) {
 *             g_hash_table_remove_all(sessions);
 *             break;
 *         }
 *     }
 * }
 * ```
 *
 * or remember that it is due, and clear after the loop:
 * ```c
 * #include <glib.h>
 *
 * void check(GHashTable *sessions, gboolean (*is_alive)(gpointer session))
 * {
 *     GHashTableIter iter;
 *     gpointer session;
 *     gboolean reset = FALSE;
 *
 *     g_hash_table_iter_init(&iter, sessions);
 *     while (g_hash_table_iter_next(&iter, NULL, &session))
 *         reset |= !is_alive(session);
 *     if (reset)
 *         g_hash_table_remove_all(sessions);
 * }
 * ```
 *
 * ## When it is silent
 * When the iteration is not advanced after the clear (`break`, `return`, a new start),
 * when another map is cleared, or when it is not proven that both are one map.
 */
#include "check/rule.h"

static void on_step(RuleCtx *cx, const MapEvent *ev)
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

/* Some libraries look at the map again when the iteration is closed. */
static void on_end(RuleCtx *cx, const MapEvent *ev)
{
    const IterFact *it = rule_dead_iteration(cx, ev);
    if (it && it->law->iterator[it->kind].end_checked)
        on_step(cx, ev);
}

const Rule rule_clear_in_iteration = {
    .id = "clear-in-iteration",
    .title = "a map is cleared or freed while it is being iterated",
    .severity = SEV_ERROR,
    .on = { [EV_NEXT] = on_step, [EV_END] = on_end },
};
