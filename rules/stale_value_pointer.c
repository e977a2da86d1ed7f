/*
 * # stale-value-pointer
 *
 * A pointer into a map, or to what an entry of it held, is used after the map has moved
 * or freed what it points to. Where the values lie in the table itself, an insertion
 * that makes the table grow moves them all. Where the map owns its values (it was made
 * with a destroy function), a value that was looked up is gone with the removal of its
 * key, with a clear, with the free of the map, and when another value is set under the
 * key. What its destroy function frees of it goes with it. That a function's argument
 * is of the entry which the function removes, its callers tell.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * typedef struct {
 *     char *name;
 *     int weight;
 * } Item;
 *
 * static void item_free(gpointer data)
 * {
 *     Item *item = data;
 *
 *     g_free(item->name);
 *     g_free(item);
 * }
 *
 * int last_weight(const char *name, Item *given)
 * {
 *     GHashTable *items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL,
 * item_free); int weight = 0;
 *
 *     g_hash_table_insert(items, given->name, given);
 *     Item *item = g_hash_table_lookup(items, name);
 *     if (item) {
 *         g_hash_table_remove(items, name); // want stale-value-pointer "'item'"
 *         weight = item->weight;
 *     }
 *     g_hash_table_destroy(items);
 *     return weight;
 * }
 * ```
 *
 * ## Good
 * Read it first:
 * ```c
 * #include <glib.h>
 *
 * typedef struct {
 *     char *name;
 *     int weight;
 * } Item;
 *
 * int last_weight(GHashTable *items, const char *name)
 * {
 *     Item *item = g_hash_table_lookup(items, name);
 *     int weight = item ? item->weight : 0;
 *
 *     g_hash_table_remove(items, name);
 *     return weight;
 * }
 * ```
 *
 * or take it out of the map, which then does not free it:
 * ```c
 * #include <glib.h>
 *
 * typedef struct {
 *     int weight;
 * } Item;
 *
 * int last_weight(GHashTable *items, const char *name)
 * {
 *     Item *item = NULL;
 *     int weight = 0;
 *
 *     if (g_hash_table_steal_extended(items, name, NULL, (gpointer *)&item)) {
 *         weight = item->weight;
 *         g_free(item);
 *     }
 *     return weight;
 * }
 * ```
 *
 * ## When it is silent
 * When it is not proven that the change hit this entry; when the library's pointers
 * survive the change; when room was reserved before; when it is not known that the map
 * frees its values.
 */
#include "check/rule.h"

/* The library moved or freed it: a pointer into the table, or what an entry held. */
static bool died_in_map(const HeapFact *dead)
{
    return dead->borrowed || dead->map != 0;
}

static const char *what_happened(const HeapFact *dead)
{
    if (dead->death.verb == EV_WRITE)
        return dead->borrowed ? "may be moved" : "is replaced and freed";
    return dead->borrowed ? "goes" : "is freed";
}

static const char *what_after(Verb verb)
{
    return verb == EV_DISPOSE  ? "frees it again"
           : verb == EV_RETURN ? "returns it"
           : verb == EV_WRITE  ? "puts it into a map"
                               : "uses it";
}

/* Deaths that were reported as those of a whole object. */
typedef struct Said {
    unsigned count;
    Span death[8];
} Said;

/* It was read out of an object that died with it, and that is said already. */
static bool is_said(RuleCtx *cx, const HeapFact *dead)
{
    const Said *said = rule_memory(cx, sizeof *said);
    const ValueTable *values = rule_flow(cx)->values;
    Value read = value_at(values, dead->value);
    ValueId whole = read.kind == VAL_INIT ? value_root(values, read.a) : 0;
    const HeapFact *other = whole ? rule_dead(cx, whole) : NULL;
    for (unsigned i = 0; other && i < said->count; i++)
        if (span_compare(said->death[i], dead->death.span) == 0)
            return true;
    return false;
}

static void say(RuleCtx *cx, const HeapFact *dead)
{
    Said *said = rule_memory(cx, sizeof *said);
    if (said->count < sizeof said->death / sizeof said->death[0])
        said->death[said->count++] = dead->death.span;
}

static void check(RuleCtx *cx, const MapEvent *ev, ValueId value, const char *name)
{
    const HeapFact *dead = value ? rule_dead(cx, value) : NULL;
    if (!dead || !died_in_map(dead) || ev->assumes || is_said(cx, dead))
        return;
    say(cx, dead);
    Report *report = rule_report(cx, dead->death.span, dead->value, name,
                                 "'%s' %s with its entry here, and is used afterwards",
                                 name, what_happened(dead));
    if (!report)
        return;
    report_advice(report,
                  dead->borrowed ? "look '%s' up again after the change"
                                 : "use '%s' before the change, or take it out of the "
                                   "map without freeing it",
                  name);
    if (dead->borrowed)
        report_step(report, dead->born, 0, "'%s' is taken out of the map here", name);
    report_death(report, dead, "the map");
    report_after(report, ev, what_after((Verb)ev->verb));
    report_words(report, rule_text(cx, "%s %s", verb_word((Verb)dead->death.verb),
                                   verb_word((Verb)ev->verb)));
}

static void on_use(RuleCtx *cx, const MapEvent *ev)
{
    check(cx, ev, ev->value, ev->name ? ev->name : "the value");
}

static const char *named(RuleCtx *cx, ValueId value)
{
    const char *name = value ? flow_name(rule_flow(cx), rule_state(cx), value) : NULL;
    return name ? name : "the value";
}

static void on_return(RuleCtx *cx, const MapEvent *ev)
{
    check(cx, ev, ev->value, named(cx, ev->value));
}

/* A map that another map lends is used by reading and changing it. */
static void on_map(RuleCtx *cx, const MapEvent *ev)
{
    check(cx, ev, ev->map, named(cx, ev->map));
}

/* What a map is given to hold. */
static void on_write(RuleCtx *cx, const MapEvent *ev)
{
    on_map(cx, ev);
    if (ev->takes_key)
        check(cx, ev, ev->key, named(cx, ev->key));
    if (ev->takes_val)
        check(cx, ev, ev->val, named(cx, ev->val));
}

const Rule rule_stale_value_pointer = {
    .id = "stale-value-pointer",
    .title = "a pointer into a map is used after a change that moved or freed it",
    .severity = SEV_ERROR,
    .on = { [EV_USE] = on_use,
            [EV_DISPOSE] = on_use,
            [EV_RETURN] = on_return,
            [EV_WRITE] = on_write,
            [EV_READ] = on_map,
            [EV_DELETE] = on_map,
            [EV_CLEAR] = on_map,
            [EV_ITER] = on_map,
            [EV_LEN] = on_map },
};
