/*
 * # inner-map-leak
 *
 * A map is freed or cleared although the values in it were allocated for it, nobody
 * else holds them, and it was given no function to destroy them with: they are lost.
 * Give the map a destroy function when it is made, or free the values first.
 *
 * Also when one function fills a map of the program with what it makes for it, and
 * another one frees or clears the map without a function for the values.
 *
 * Also when a value is taken out of a map of the program and forgotten, where all that
 * is put into that map is made for it, and what leaves it elsewhere is freed.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * void weigh(const char *a, const char *b, void (*show)(guint size))
 * {
 *     GHashTable *notes = g_hash_table_new(g_str_hash, g_str_equal);
 *     g_hash_table_insert(notes, "a", g_strdup(a));
 *     g_hash_table_insert(notes, "b", g_strdup(b));
 *     show(g_hash_table_size(notes));
 *     g_hash_table_destroy(notes); // want inner-map-leak
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include <glib.h>
 *
 * void weigh(const char *a, const char *b, void (*show)(guint size))
 * {
 *     GHashTable *notes = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
 *     g_hash_table_insert(notes, "a", g_strdup(a));
 *     g_hash_table_insert(notes, "b", g_strdup(b));
 *     show(g_hash_table_size(notes));
 *     g_hash_table_destroy(notes);
 * }
 * ```
 *
 * Some libraries free the map alone: entries that are still there are lost, with the
 * memory that the library took for them. Such a map has to be cleared first.
 *
 * ## When it is silent
 * When the value is stored, returned or handed to code that cannot be seen; when the
 * map was iterated or looked into in a way that may have been used to free the values;
 * when it has a destroy function, or one that is not known; when the map is somebody
 * else's; of a map that is filled elsewhere, when any part of the program goes through
 * it and may free what is in it, or when only some of what is put there is its own; of
 * a map that is freed without its entries, when anything was removed from it or looked
 * at before, or the program clears it anywhere.
 */
#include "check/rule.h"

static void report_value(RuleCtx *cx, const HeapFact *value)
{
    const char *name = value->orphan_of ? value->orphan_of : "the map";
    bool frees = value->orphan_verb == EV_FREE;
    Report *report = rule_report(cx, value->orphaned, value->value, name,
                                 "'%s' is %s, and a value that only it holds is lost",
                                 name, frees ? "freed" : "cleared");
    if (!report)
        return;
    report_advice(
        report, "give '%s' a function to destroy its values, or free them first", name);
    report_step(report, value->map_born, 0, "the map is made without one");
    report_step(report, value->given, 0, "the value is given to it");
    report_step(report, value->orphaned, 0, "the map lets go of it");
    report_words(report, "new write free");
}

static void report_taken(RuleCtx *cx, const HeapFact *value)
{
    const char *map = value->taken_name ? value->taken_name : "the map";
    Report *report = rule_report(cx, value->taken, value->value, map,
                                 "what is taken out of '%s' here is lost: elsewhere it "
                                 "is freed then",
                                 map);
    if (!report)
        return;
    report_advice(report, "free it when it has left '%s'", map);
    report_words(report, "delete return");
}

static void on_return(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = rule_state(cx);
    for (uint32_t i = 0; i < state->heap.len && !state->asserted; i++) {
        const HeapFact *value = &state->heap.items[i];
        if (!span_is_none(value->orphaned) && !value->dead && !value->shared &&
            !value->escaped && value->value != ev->value)
            report_value(cx, value);
    }
    const HeapFact *lost;
    for (unsigned i = 0; (lost = rule_lost_value(cx, ev, i)) != NULL; i++)
        report_taken(cx, lost);
}

/* All that the program puts into the map is the map's own, and stays behind. */
static void report_values(RuleCtx *cx, const MapEvent *ev)
{
    bool frees = ev->verb == EV_FREE;
    Report *report =
        rule_report(cx, ev->span, ev->map, ev->name,
                    "'%s' is %s without a function for its values: what the program "
                    "puts into it is made for it, and is lost here",
                    ev->name, frees ? "freed" : "cleared");
    if (!report)
        return;
    report_advice(report, "free the values of '%s' first, or with it", ev->name);
    report_words(report, frees ? "give free" : "give clear");
}

static void on_clear(RuleCtx *cx, const MapEvent *ev)
{
    if (rule_loses_values(cx, ev))
        report_values(cx, ev);
}

/* The library frees the map alone, and the program has put entries into it. */
static void on_free(RuleCtx *cx, const MapEvent *ev)
{
    if (!rule_leaves_entries(cx, ev)) {
        on_clear(cx, ev);
        return;
    }
    Report *report =
        rule_report(cx, ev->span, ev->map, ev->name,
                    "'%s' is freed with its entries in it: %s() does not free them",
                    ev->name, ev->by);
    if (!report)
        return;
    report_advice(report, "clear '%s' first", ev->name);
    report_words(report, "write free");
}

const Rule rule_inner_map_leak = {
    .id = "inner-map-leak",
    .title = "values that only a map held are lost",
    .severity = SEV_WARNING,
    .on = { [EV_RETURN] = on_return, [EV_FREE] = on_free, [EV_CLEAR] = on_clear },
};
