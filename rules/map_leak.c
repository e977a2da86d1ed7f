/*
 * # map-leak
 *
 * A function makes a map, and on some way through it nobody is left who could free the
 * map: it is not freed, not returned, not stored anywhere that outlives the function,
 * not given to anybody who may keep it. Most often an early return was added above the
 * free, a block made a map of its own and forgot it, or a variable outside a loop gets
 * a new map on every turn.
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

enum { SAID_MAX = 16 };

/* Where maps are made of which it was said that they are lost, and at which event. */
typedef struct Said {
    Span born[SAID_MAX];
    Verb verb[SAID_MAX];
    unsigned count;
} Said;

/* One way to lose a map is enough to be told of, but for the returns: each asks for a
 * mend of its own. */
static bool is_said(RuleCtx *cx, const MapFact *map, Verb verb)
{
    Said *said = rule_memory(cx, sizeof *said);
    for (unsigned i = 0; i < said->count; i++)
        if (span_compare(said->born[i], map->born) == 0)
            return verb != EV_RETURN || said->verb[i] != EV_RETURN;
    if (said->count < SAID_MAX) {
        said->born[said->count] = map->born;
        said->verb[said->count++] = verb;
    }
    return false;
}

/* The object that held it is gone, and with it the only pointer. */
static void report_orphan(RuleCtx *cx, const MapFact *map)
{
    const char *place = map->orphan_of ? map->orphan_of : "a field";
    Report *report = rule_report(
        cx, map->orphaned, map->map, place,
        "the object is gone while '%s' still holds a map: it is lost", place);
    if (!report)
        return;
    report_advice(report, "free '%s' first", place);
    report_step(report, map->born, 0, "%s() makes the map", map->made_by);
    report_step(report, map->orphaned, 0, "what holds it is freed or wiped");
    report_words(report, "new dispose");
}

static void report_lost(RuleCtx *cx, const MapFact *map, Span leave)
{
    if (is_said(cx, map, EV_RETURN))
        return;
    const char *name = rule_held_as(cx, map);
    Report *report =
        rule_report(cx, map->born, map->map, name ? name : "",
                    "%s made here is lost when the function returns on line %u",
                    name ? rule_text(cx, "the map '%s'", name) : "the map", leave.line);
    if (!report)
        return;
    report_advice(report,
                  "free it on every way out, or make it only where it is needed");
    report_step(report, map->born, 0, "%s() makes the map", map->made_by);
    report_step(report, leave, 0, "the function returns; nobody else holds the map");
    report_words(report, "new return");
}

/* The whole program makes maps for a field of the object, and frees none of them. */
static void on_end(RuleCtx *cx, const MapEvent *ev)
{
    const char *place;
    for (unsigned i = 0; (place = rule_lost_with(cx, ev, i)) != NULL; i++) {
        Report *report = rule_report(
            cx, ev->span, ev->value, place,
            "'%s' still holds a map when its object is %s: nobody ever frees it", place,
            ev->verb == EV_DISPOSE ? "freed" : "wiped");
        if (!report)
            continue;
        report_advice(report, "free '%s' first", place);
        report_words(report, "dispose");
    }
}

/* The one variable that held it gets another value, or nobody will read it again on a
 * path that is joined with others before it returns. */
static void on_copy(RuleCtx *cx, const MapEvent *ev)
{
    const MapFact *map = rule_map(cx, ev->value);
    const char *name = map ? rule_held_as(cx, map) : NULL;
    if (!map || !name || !rule_loses(cx, ev, map) || is_said(cx, map, EV_COPY))
        return;
    bool stored = span_is_none(map->lost);
    const char *how = rule_text(
        cx, stored ? "when line %u stores something else there" : "after line %u",
        ev->span.line);
    Report *report = rule_report(cx, map->born, map->map, name,
                                 "the map '%s' made here is lost %s", name, how);
    if (!report)
        return;
    report_advice(report, "free it before '%s' is used for something else", name);
    report_step(report, map->born, 0, "%s() makes the map", map->made_by);
    report_step(report, ev->span, 0, "nobody holds the map from here on");
    report_words(report, "new copy");
}

static void on_return(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = rule_state(cx);
    for (uint32_t i = 0; i < state->maps.len; i++) {
        const MapFact *map = &state->maps.items[i];
        if (!rule_loses(cx, ev, map))
            continue;
        if (span_is_none(map->orphaned))
            report_lost(cx, map, ev->span);
        else
            report_orphan(cx, map);
    }
}

const Rule rule_map_leak = {
    .id = "map-leak",
    .title = "a map is lost before it is freed",
    .severity = SEV_WARNING,
    .on = { [EV_RETURN] = on_return,
            [EV_COPY] = on_copy,
            [EV_DISPOSE] = on_end,
            [EV_REINIT] = on_end },
};
