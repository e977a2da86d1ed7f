/*
 * # nil-map-write
 *
 * A map is written to on a path where it is NULL. Reading a nil map of runtime-map is
 * lawful, it is empty; inserting into it panics, as in Go. GLib prints a critical
 * warning and drops what was to be inserted, so that the program goes on without it (a
 * warning here). Deleting counts as writing where the library does not take nil for
 * empty.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * void grant(GHashTable *users, const char *user, const char *right)
 * {
 *     GHashTable *rights = g_hash_table_lookup(users, user);
 *
 *     if (rights == NULL)
 *         g_warning("unknown user %s", user);
 *     g_hash_table_add(rights, g_strdup(right)); // want nil-map-write
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include <glib.h>
 *
 * void grant(GHashTable *users, const char *user, const char *right)
 * {
 *     GHashTable *rights = g_hash_table_lookup(users, user);
 *
 *     if (rights == NULL) {
 *         rights = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
 *         g_hash_table_insert(users, g_strdup(user), rights);
 *     }
 *     g_hash_table_add(rights, g_strdup(right));
 * }
 * ```
 *
 * ## When it is silent
 * When the path is guarded, also by a condition that goes with the one that made the
 * map, and for parameters, fields and results of which nothing says that they may be
 * NULL: a lookup that nobody tests is taken to succeed.
 */
#include "check/rule.h"

static const char *doing(const MapEvent *ev)
{
    switch ((Verb)ev->verb) {
    case EV_WRITE:
        return "inserting into";
    case EV_DELETE:
        return "deleting from";
    case EV_ITER:
        return "iterating over";
    case EV_LEN:
        return "looking into";
    default:
        return "looking up in";
    }
}

static void on_access(RuleCtx *cx, const MapEvent *ev)
{
    Severity severity;
    const NilReason *why = rule_nil(cx, ev);
    if (!why || !rule_nil_severity(ev, why, &severity) || severity == SEV_NOTE)
        return;
    Report *report =
        rule_report(cx, ev->span, ev->map, ev->name, "%s '%s', which %s: %s", doing(ev),
                    ev->name, rule_nil_state(why), rule_nil_answer(ev, why));
    if (!report)
        return;
    report_severity(report, severity);
    report_nil(report, why, ev);
    if (why->unset) {
        report_advice(report, "make '%s' where it is declared", ev->name);
        return;
    }
    report_advice(report, "make the map before, or test '%s' for NULL", ev->name);
    report_guard(cx, report, ev);
}

const Rule rule_nil_map_write = {
    .id = "nil-map-write",
    .title = "a nil map is written to, or read where nil is fatal",
    .severity = SEV_ERROR,
    .on = { [EV_WRITE] = on_access,
            [EV_DELETE] = on_access,
            [EV_READ] = on_access,
            [EV_LEN] = on_access,
            [EV_ITER] = on_access },
};
