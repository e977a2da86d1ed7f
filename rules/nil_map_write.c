/*
 * # nil-map-write
 *
 * Writing to a map that was never made panics, crashes or is reported by the library at
 * run time; so do deletes and lookups in libraries where nil is not an empty map.
 *
 * ## Bad
 * ```c
 * #include "ghash.h"
 *
 * void count(int on)
 * {
 *     GHashTable *seen = NULL;
 *     if (on)
 *         seen = g_hash_table_new(NULL, NULL);
 *     g_hash_table_add(seen, "a"); // want nil-map-write
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include "ghash.h"
 *
 * void count(int on)
 * {
 *     GHashTable *seen = NULL;
 *     if (on)
 *         seen = g_hash_table_new(NULL, NULL);
 *     if (seen)
 *         g_hash_table_add(seen, "a");
 * }
 * ```
 */
#include "check/rule.h"

static void on_access(RuleCtx *cx, const MapEvent *ev)
{
    Severity severity;
    const NilReason *why = rule_nil(cx, ev);
    if (!why || !rule_nil_severity(ev, &severity) || severity == SEV_NOTE)
        return;
    const char *verb = ev->verb == EV_WRITE    ? "inserting into"
                       : ev->verb == EV_DELETE ? "deleting from"
                                               : "looking up in";
    Report *report =
        rule_report(cx, ev->span, ev->map, ev->name, "%s '%s', which is NULL here: %s",
                    verb, ev->name, rule_nil_answer(ev));
    if (!report)
        return;
    report_severity(report, severity);
    report_advice(report, "make the map before, or test '%s' for NULL", ev->name);
    report_nil(report, why, ev);
    report_guard(cx, report, ev);
}

const Rule rule_nil_map_write = {
    .id = "nil-map-write",
    .title = "a nil map is written to, or read where nil is fatal",
    .severity = SEV_ERROR,
    .on = { [EV_WRITE] = on_access, [EV_DELETE] = on_access, [EV_READ] = on_access },
};
