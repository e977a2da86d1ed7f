/*
 * # freed-entry
 *
 * A key or value is freed while a map still holds it. Every later look-up, insertion or
 * iteration may compare or hand out freed memory, and where the map frees its entries
 * itself, they are freed twice.
 *
 * Common ways: the value is freed and the entry forgotten; the entry is removed under
 * another key than it was inserted under; the key lies inside the value and goes with
 * it; the key is a local array, which ends with the function.
 *
 * ## Bad
 * ```c
 * #include <glib.h>
 *
 * typedef struct {
 *     char id[16];
 *     int weight;
 * } Item;
 *
 * int item_add(GHashTable *items, int weight)
 * {
 *     Item *item = g_new0(Item, 1);
 *
 *     item->weight = weight;
 *     g_hash_table_insert(items, item->id, item);
 *     if (weight < 0) {
 *         g_free(item); // want freed-entry "'item'"
 *         return -1;
 *     }
 *     return 0;
 * }
 * ```
 *
 * ## Good
 * ```c
 * #include <glib.h>
 *
 * typedef struct {
 *     char id[16];
 *     int weight;
 * } Item;
 *
 * int item_drop(GHashTable *items, const char *id)
 * {
 *     Item *item = g_hash_table_lookup(items, id);
 *
 *     if (item == NULL)
 *         return -1;
 *     g_hash_table_remove(items, id);
 *     g_free(item);
 *     return 0;
 * }
 * ```
 *
 * ## When it is silent
 * When the entry is removed, replaced, or the map cleared or freed before the function
 * ends, also under a key that may be the same; when a function that mapvet does not
 * know is called in between, which may have removed it.
 */
#include "check/rule.h"

/* Freed by the program, not by the map for an entry that leaves it. */
static const HeapFact *freed(RuleCtx *cx, ValueId value)
{
    const HeapFact *dead = rule_dead(cx, value);
    bool by_program = dead && !dead->borrowed && dead->map == 0;
    return by_program && dead->death.verb == EV_DISPOSE ? dead : NULL;
}

static const char *named(RuleCtx *cx, ValueId value, const char *otherwise)
{
    const char *name = flow_name(rule_flow(cx), rule_state(cx), value);
    return name ? name : otherwise;
}

static void say(RuleCtx *cx, const EntryFact *entry, const HeapFact *dead,
                const char *part)
{
    const char *name = named(cx, dead->value, "it");
    const char *map = entry->name ? entry->name : "the map";
    Report *report =
        rule_report(cx, dead->death.span, entry->map, map,
                    "'%s' is freed while '%s' still holds it as %s", name, map, part);
    if (!report)
        return;
    report_advice(report, "delete the entry from '%s' first", map);
    report_step(
        report, entry->span, 0,
        entry->written ? "it is put into '%s' here" : "it is found in '%s' here", map);
    report_death(report, dead, name);
    report_words(report, entry->written ? "write dispose" : "read dispose");
}

/* What the map holds when the function is left. */
static void on_return(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = rule_state(cx);
    (void)ev;
    for (uint32_t i = 0; i < state->entries.len; i++) {
        const EntryFact *entry = &state->entries.items[i];
        const HeapFact *value = freed(cx, entry->val);
        const HeapFact *key = entry->own_key ? freed(cx, entry->key) : NULL;
        if (rule_dead(cx, entry->map) || !heap_holds(rule_flow(cx), state, entry))
            continue;
        if (value)
            say(cx, entry, value, "a value");
        else if (key)
            say(cx, entry, key, "a key");
    }
}

/* The value that was found under one key is set under another: the call is there to put
 * the other key in its place, and does not. */
static void on_write(RuleCtx *cx, const MapEvent *ev)
{
    const ValueTable *values = rule_flow(cx)->values;
    Value value = value_at(values, ev->val);
    Value slot = value_at(values, value.kind == VAL_INIT ? value.a : 0);
    if (!ev->keeps_key || ev->chain || slot.kind != VAL_SLOT || slot.a != ev->map ||
        slot.b == ev->key)
        return;
    const char *key = named(cx, slot.b, "the old key");
    Report *report = rule_report(cx, ev->span, ev->map, ev->name,
                                 "'%s' keeps '%s' as the key: %s() sets the value only",
                                 ev->name, key, ev->by);
    if (!report)
        return;
    report_advice(report,
                  "replace the entry, or delete it and insert it again, so that "
                  "the map does not hold a key that goes");
    report_words(report, "write keep");
}

const Rule rule_freed_entry = {
    .id = "freed-entry",
    .title = "a key or value is freed while a map still holds it",
    .severity = SEV_ERROR,
    .on = { [EV_RETURN] = on_return, [EV_WRITE] = on_write },
};
