/*
 * # nil-map-clear
 *
 * Clearing, freeing or destroying a map that was never made (or is NULL again) crashes,
 * panics or is reported by the library at run time; which of these, the model says.
 *
 * ## Bad
 * ```c
 * #include "ghash.h"
 *
 * void reset(GHashTable *cache)
 * {
 *     if (cache == NULL)
 *         g_message("no cache");
 *     g_hash_table_remove_all(cache); // want nil-map-clear
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include "ghash.h"
 *
 * void reset(GHashTable *cache)
 * {
 *     if (cache == NULL)
 *         return;
 *     g_hash_table_remove_all(cache);
 * }
 * ```
 */
#include "check/rule.h"

static void on_clear(RuleCtx *cx, const MapEvent *ev)
{
    Severity severity;
    const NilReason *why = rule_nil(cx, ev);
    if (!why || !rule_nil_severity(ev, &severity))
        return;
    const char *verb = ev->verb == EV_CLEAR ? "clearing" : "freeing";
    Report *report =
        rule_report(cx, ev->span, ev->map, ev->name, "%s '%s', which is NULL here: %s",
                    verb, ev->name, rule_nil_answer(ev));
    if (!report)
        return;
    report_severity(report, severity);
    report_advice(report, "test '%s' for NULL first, or make the map before", ev->name);
    report_nil(report, why, ev);
    report_guard(cx, report, ev);
}

const Rule rule_nil_map_clear = {
    .id = "nil-map-clear",
    .title = "a nil map is cleared, freed or destroyed",
    .severity = SEV_ERROR,
    .on = { [EV_CLEAR] = on_clear, [EV_FREE] = on_clear },
};
