/*
 * # never-pruned-map
 *
 * A map lives as long as the program, and code that runs again and again, a thread or
 * what an event loop calls, puts new keys into it. In the whole program nobody ever
 * takes one out, clears the map, or frees it: a process that runs for weeks holds all
 * that it has ever seen. Remove entries that are done with, or bound their number.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * static GHashTable *seen;
 *
 * static gboolean on_tick(gpointer data)
 * {
 *     char *name = g_strdup(data);
 *     g_hash_table_add(seen, name); // want never-pruned-map
 *     return TRUE;
 * }
 *
 * int main(int argc, char **argv)
 * {
 *     seen = g_hash_table_new(g_str_hash, g_str_equal);
 *     g_timeout_add(1000, on_tick, argv[argc - 1]);
 *     g_main_loop_run(g_main_loop_new(NULL, FALSE));
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include <glib.h>
 *
 * static GHashTable *seen;
 *
 * static gboolean on_tick(gpointer data)
 * {
 *     if (g_hash_table_size(seen) >= 1000)
 *         g_hash_table_remove_all(seen);
 *     char *name = g_strdup(data);
 *     g_hash_table_add(seen, name);
 *     return TRUE;
 * }
 *
 * int main(int argc, char **argv)
 * {
 *     seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
 *     g_timeout_add(1000, on_tick, argv[argc - 1]);
 *     g_main_loop_run(g_main_loop_new(NULL, FALSE));
 * }
 * ```
 *
 * ## When it is silent
 * When not all units of the program were checked; when any of them deletes from the
 * map, clears, frees or counts it; when anybody who cannot be seen gets hold of the
 * map; when nothing that runs again and again writes to it; when the keys are not seen
 * to be new ones: constants, and what a caller gives, may come from a small set.
 */
#include "check/rule.h"

static void on_write(RuleCtx *cx, const MapEvent *ev)
{
    const char *again = rule_never_pruned(cx, ev);
    if (!again)
        return;
    Report *report =
        rule_report(cx, ev->span, ev->map, ev->name,
                    "'%s' only ever grows: %s() puts new keys into it again and again, "
                    "and nothing in the program takes one out",
                    ev->name, again);
    if (!report)
        return;
    report_advice(report, "remove entries that are done with, or bound their number");
    report_step(report, ev->span, 0, "a new key is put into '%s'", ev->name);
    report_words(report, "write");
}

const Rule rule_never_pruned_map = {
    .id = "never-pruned-map",
    .title = "a map of a program that runs on is only ever written to",
    .severity = SEV_WARNING,
    .on_request = true,
    .on = { [EV_WRITE] = on_write },
};
