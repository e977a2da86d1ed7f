/*
 * # map-leak
 *
 * A function makes a map, and on some way through it nobody is left who could free the
 * map: it is not freed, not returned, not stored anywhere that outlives the function,
 * not given to anybody who may keep it. Most often an early return was added above the
 * free, or a block made a map of its own and forgot it.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * int count_distinct(const char **names, guint n)
 * {
 *     GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal); // want map-leak
 *     if (n == 0)
 *         return 0;
 *     for (guint i = 0; i < n; i++)
 *         g_hash_table_add(seen, (gpointer)names[i]);
 *     int distinct = (int)g_hash_table_size(seen);
 *     g_hash_table_destroy(seen);
 *     return distinct;
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include <glib.h>
 *
 * int count_distinct(const char **names, guint n)
 * {
 *     if (n == 0)
 *         return 0;
 *     GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
 *     for (guint i = 0; i < n; i++)
 *         g_hash_table_add(seen, (gpointer)names[i]);
 *     int distinct = (int)g_hash_table_size(seen);
 *     g_hash_table_destroy(seen);
 *     return distinct;
 * }
 * ```
 *
 * ## When it is silent
 * When the map, or anything that holds it, was given to code that cannot be seen; on
 * paths that end the program or follow a failed assertion; in `main`; on a path that
 * answers the same question in two ways (a map made under a condition and freed under
 * it again); when the library says that somebody else owns the map.
 */
#include "check/rule.h"

static void on_return(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = rule_state(cx);
    for (uint32_t i = 0; i < state->maps.len; i++) {
        const MapFact *map = &state->maps.items[i];
        if (!rule_loses(cx, ev, map))
            continue;
        const char *name = rule_held_as(cx, map);
        Report *report = rule_report(
            cx, map->born, map->map, name ? name : "",
            "%s made here is lost when the function returns on line %u",
            name ? rule_text(cx, "the map '%s'", name) : "the map", ev->span.line);
        if (!report)
            continue;
        report_advice(report, "free it on every way out, or make it only where it is "
                              "needed");
        report_step(report, map->born, 0, "%s() makes the map", map->made_by);
        report_step(report, ev->span, 0,
                    "the function returns; nobody else holds the map");
        report_words(report, "new return");
    }
}

const Rule rule_map_leak = {
    .id = "map-leak",
    .title = "a map is lost before it is freed",
    .severity = SEV_WARNING,
    .on = { [EV_RETURN] = on_return },
};
