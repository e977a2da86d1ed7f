/*
 * # nil-map-clear
 *
 * A map is cleared, freed or destroyed on a path where it is NULL: never made, made
 * only under a condition, or set to NULL before. What happens is the library's law.
 * runtime-map panics on clear (an error here), GLib prints a critical warning and does
 * nothing (a warning), a library that dereferences the pointer crashes (an error).
 *
 * The usual shape is one exit for all failures, some of which come before the map is
 * made.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * int load(const char *path, int (*parse)(const char *path, GHashTable *into))
 * {
 *     GHashTable *table = NULL;
 *     int status = -1;
 *
 *     if (path == NULL)
 *         goto out;
 *     table = g_hash_table_new(g_str_hash, g_str_equal);
 *     status = parse(path, table);
 * out:
 *     g_hash_table_destroy(table); // want nil-map-clear "'table'"
 *     return status;
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include <glib.h>
 *
 * int load(const char *path, int (*parse)(const char *path, GHashTable *into))
 * {
 *     GHashTable *table = NULL;
 *     int status = -1;
 *
 *     if (path == NULL)
 *         goto out;
 *     table = g_hash_table_new(g_str_hash, g_str_equal);
 *     status = parse(path, table);
 * out:
 *     g_clear_pointer(&table, g_hash_table_destroy);
 *     return status;
 * }
 * ```
 *
 * ## When it is silent
 * When the path is guarded, also by a condition that goes with the one that made the
 * map; for parameters, fields and results of which nothing says that they may be NULL;
 * and where NULL is lawful, as in freeing a map of runtime-map.
 */
#include "check/rule.h"

static void on_clear(RuleCtx *cx, const MapEvent *ev)
{
    Severity severity;
    const NilReason *why = rule_nil(cx, ev);
    if (!why || !rule_nil_severity(ev, why, &severity))
        return;
    const char *verb = ev->verb == EV_CLEAR ? "clearing" : "freeing";
    Report *report =
        rule_report(cx, ev->span, ev->map, ev->name, "%s '%s', which %s: %s", verb,
                    ev->name, rule_nil_state(why), rule_nil_answer(ev, why));
    if (!report)
        return;
    report_severity(report, severity);
    report_nil(report, why, ev);
    if (why->unset) {
        report_advice(report, "make '%s' where it is declared", ev->name);
        return;
    }
    report_advice(report, "test '%s' for NULL first, or make the map before", ev->name);
    report_guard(cx, report, ev);
}

const Rule rule_nil_map_clear = {
    .id = "nil-map-clear",
    .title = "a nil map is cleared, freed or destroyed",
    .severity = SEV_ERROR,
    .on = { [EV_CLEAR] = on_clear, [EV_FREE] = on_clear },
};
