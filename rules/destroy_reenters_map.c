/*
 * # destroy-reenters-map
 *
 * The destroy function of a map uses the map that is calling it, in a way that the
 * library forbids while it frees: the table may be half gone, or its memory freed
 * before the functions run. Or it uses another map that was freed just before, as
 * happens when an owner frees its maps one after the other and the values of one look
 * into the other.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * typedef struct {
 *     GHashTable *names;
 *     GHashTable *peers;
 * } Host;
 *
 * static Host host;
 *
 * static void peer_free(gpointer data)
 * {
 *     g_hash_table_remove(host.names, data);
 *     g_free(data);
 * }
 *
 * void host_run(gpointer peer)
 * {
 *     host.names = g_hash_table_new(g_str_hash, g_str_equal);
 *     host.peers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, peer_free);
 *     g_hash_table_insert(host.peers, "peer", peer);
 *     g_hash_table_destroy(host.names);
 *     g_hash_table_destroy(host.peers); // want destroy-reenters-map "'host.names'"
 * }
 * ```
 *
 * ## Good
 * Free first what the destroy functions need last:
 * ```c
 * #include <glib.h>
 *
 * typedef struct {
 *     GHashTable *names;
 *     GHashTable *peers;
 * } Host;
 *
 * static Host host;
 *
 * static void peer_free(gpointer data)
 * {
 *     g_hash_table_remove(host.names, data);
 *     g_free(data);
 * }
 *
 * void host_run(gpointer peer)
 * {
 *     host.names = g_hash_table_new(g_str_hash, g_str_equal);
 *     host.peers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, peer_free);
 *     g_hash_table_insert(host.peers, "peer", peer);
 *     g_hash_table_destroy(host.peers);
 *     g_hash_table_destroy(host.names);
 * }
 * ```
 *
 * or, for the map itself, empty it before its last reference is dropped.
 *
 * ## When it is silent
 * Where the library allows it: a map that is only being deleted from or cleared, one
 * that empties itself before it goes. When it is not known which functions the map was
 * made with.
 */
#include "check/rule.h"

static bool is_forbidden(const MapEvent *outer, const MapEvent *ev)
{
    const MapLaw *law = outer->law;
    return outer->verb == EV_FREE && !outer->empties && law->has_teardown &&
           law->teardown[ev->verb] != 0;
}

/* Both maps are freed by one call: the function that frees them has said it. */
static bool is_said_below(const MapEvent *outer, const HeapFact *dead)
{
    return outer->chain && dead->death.chain &&
           span_compare(outer->span, dead->death.span) == 0;
}

static void on_map(RuleCtx *cx, const MapEvent *ev)
{
    const MapEvent *outer = rule_flow(cx)->teardown;
    const HeapFact *dead = rule_dead(cx, ev->map);
    if (!outer || ev->map == 0 || ev->assumes)
        return;
    bool itself = ev->map == outer->map;
    if (itself ? !is_forbidden(outer, ev)
               : !dead || dead->borrowed || is_said_below(outer, dead))
        return;
    Report *report = rule_report(
        cx, outer->span, ev->map, ev->name,
        itself ? "a destroy function of '%s' uses the map while it is being freed"
               : "a destroy function uses '%s', which is freed already",
        ev->name);
    if (!report)
        return;
    report_advice(report,
                  itself ? "empty '%s' before it is freed, or take it out of reach of "
                           "its destroy functions"
                         : "free '%s' after the map whose destroy function uses it",
                  ev->name);
    if (!itself)
        report_death(report, dead, ev->name);
    report_after(report, ev, rule_text(cx, "%s it", verb_phrase((Verb)ev->verb)));
    report_words(report, itself ? "free reenter" : "free free reenter");
}

const Rule rule_destroy_reenters_map = {
    .id = "destroy-reenters-map",
    .title = "a destroy function uses the map that calls it, or one freed before",
    .severity = SEV_ERROR,
    .on = { [EV_READ] = on_map,
            [EV_WRITE] = on_map,
            [EV_DELETE] = on_map,
            [EV_CLEAR] = on_map,
            [EV_FREE] = on_map,
            [EV_ITER] = on_map },
};
