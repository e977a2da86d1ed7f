/*
 * # remade-map
 *
 * A loop makes a map at the beginning of every turn and frees it at the end. Every turn
 * pays for the same memory, and every turn the map grows step by step to the same size
 * again. One map, made before the loop and cleared on every turn, does the same; where
 * the library keeps the buckets of a cleared map, it does not even grow again.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * guint distinct_words(char ***lines, guint n)
 * {
 *     guint sum = 0;
 *     for (guint i = 0; i < n; i++) {
 *         GHashTable *seen = g_hash_table_new(NULL, NULL); // want remade-map
 *         for (char **word = lines[i]; *word; word++)
 *             g_hash_table_add(seen, *word);
 *         sum += g_hash_table_size(seen);
 *         g_hash_table_destroy(seen);
 *     }
 *     return sum;
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include <glib.h>
 *
 * guint distinct_words(char ***lines, guint n)
 * {
 *     guint sum = 0;
 *     GHashTable *seen = g_hash_table_new(NULL, NULL);
 *     for (guint i = 0; i < n; i++) {
 *         for (char **word = lines[i]; *word; word++)
 *             g_hash_table_add(seen, *word);
 *         sum += g_hash_table_size(seen);
 *         g_hash_table_remove_all(seen);
 *     }
 *     g_hash_table_destroy(seen);
 *     return sum;
 * }
 * ```
 *
 * ## When it is silent
 * When the map is made on some turns only, or the loop makes few; when anybody else may
 * still hold the map; when it is made in another way on the next turn (another
 * capacity, other functions); and for libraries that cannot clear a map, or gain
 * nothing from it.
 */
#include "check/rule.h"

enum { FEW = 8 }; /* turns */

static bool turns_often(RuleCtx *cx, uint32_t loop)
{
    const Flow *flow = rule_flow(cx);
    const Trip *trip = &flow->fn->blocks.items[flow->cfg.loops.items[loop].head].trip;
    bool known = trip->kind == TRIP_CONST || trip->kind == TRIP_ARRAY;
    return !known || trip->bound.number > FEW;
}

static bool is_of_turn(const MapFact *map)
{
    return map && map->made && map->loop != NO_LOOP;
}

/* Is it the function's alone? */
static bool is_own(const MapFact *map)
{
    return !map->escaped && !map->kept && !map->dropped && !map->destroys;
}

/* Were both made at one place, in one way? */
static bool are_alike(const MapFact *a, const MapFact *b)
{
    return span_compare(a->born, b->born) == 0 &&
           (a->hint == b->hint || !a->takes_hint) && a->hash == b->hash &&
           a->destroy_key == b->destroy_key && a->destroy_val == b->destroy_val;
}

/* What the paths show of the maps that one call makes. */
typedef struct Made {
    MapFact map;
    const char *name;
    Span freed;
    bool again;  /* two turns free the one that they have made */
    bool spoilt; /* some turn keeps it, or frees that of another turn */
} Made;

typedef struct Memory {
    VEC(Made) made;
} Memory;

static Made *made_at(RuleCtx *cx, const MapFact *map, const char *name)
{
    Memory *memory = rule_memory(cx, sizeof *memory);
    for (uint32_t i = 0; i < memory->made.len; i++)
        if (span_compare(memory->made.items[i].map.born, map->born) == 0)
            return &memory->made.items[i];
    const char *held = rule_held_as(cx, map);
    vec_push(rule_arena(cx), &memory->made,
             ((Made){ .map = *map, .name = held ? held : name }));
    return &vec_last(&memory->made);
}

static void report_remade(RuleCtx *cx, const Made *made)
{
    const MapFact *map = &made->map;
    const char *clear = rule_function(cx, map->law, EV_CLEAR);
    if (map->law->clear == CLEAR_UNKNOWN || !turns_often(cx, map->loop) ||
        !rule_each_turn(cx, map->loop, map->born))
        return;
    const char *name = made->name ? rule_text(cx, "'%s'", made->name) : "the map";
    Report *report =
        rule_report(cx, map->born, map->map, made->name ? made->name : "",
                    "%s is made and freed on every turn of the loop, where one map, "
                    "cleared each time, would do",
                    name);
    if (!report)
        return;
    report_advice(report, "make %s before the loop, and %s on every turn%s", name,
                  clear ? rule_text(cx, "empty it with %s()", clear) : "clear it",
                  map->law->clear == CLEAR_KEEPS_ROOM
                      ? ", which keeps its buckets: it need not grow again"
                      : "");
    report_step(report, map->born, 0, "%s() makes it on every turn", map->made_by);
    report_step(report, made->freed, 0, "the same turn frees it");
    report_words(report, "new free new");
}

/* The second turn frees the map that it has made, like the first. */
static void on_free(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = rule_state(cx);
    const MapFact *map = rule_map(cx, ev->map);
    if (!is_of_turn(map) || map->freed)
        return;
    Made *made = made_at(cx, map, ev->name);
    made->freed = ev->span;
    made->spoilt = made->spoilt || ev->assumes || !is_own(map);
    for (uint32_t i = 0; i < state->maps.len; i++) {
        const MapFact *other = &state->maps.items[i];
        if (other == map || span_compare(other->born, map->born) != 0)
            continue;
        made->again = true;
        made->spoilt = made->spoilt || !other->freed || !are_alike(other, map);
    }
}

/* An object that is a map is made a second time where it stands. */
static void on_new(RuleCtx *cx, const MapEvent *ev)
{
    const MapFact *map = rule_map(cx, ev->result);
    if (!is_of_turn(map) || span_compare(map->born, ev->span) != 0)
        return;
    Made *made = made_at(cx, map, ev->name);
    made->again = true;
    bool gone = map->freed || map->context; /* with the end of its block */
    made->spoilt = made->spoilt || !gone || !is_own(map) || map->hint != ev->hint;
}

static void on_return(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = rule_state(cx);
    for (uint32_t i = 0; i < state->maps.len; i++) {
        const MapFact *map = &state->maps.items[i];
        if (is_of_turn(map) && (!is_own(map) || map->map == ev->value))
            made_at(cx, map, NULL)->spoilt = true;
    }
}

static void at_end(RuleCtx *cx)
{
    Memory *memory = rule_memory(cx, sizeof *memory);
    for (uint32_t i = 0; i < memory->made.len; i++)
        if (memory->made.items[i].again && !memory->made.items[i].spoilt)
            report_remade(cx, &memory->made.items[i]);
}

const Rule rule_remade_map = {
    .id = "remade-map",
    .title = "a map is made and freed on every turn of a loop",
    .severity = SEV_NOTE,
    .on_request = true,
    .on = { [EV_FREE] = on_free, [EV_NEW] = on_new, [EV_RETURN] = on_return },
    .end = at_end,
};
