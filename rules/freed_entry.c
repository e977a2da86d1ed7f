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
 * A variable of the function must not be put into a map that outlives the call either:
 * ```c
 * #include <glib.h>
 *
 * void note(GHashTable *notes, int number)
 * {
 *     char name[2] = { (char)('a' + number), 0 };
 *
 *     g_hash_table_add(notes, name); // want freed-entry "'name' ends"
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
 * know is called in between, which may have removed it. A static function that frees
 * all that a loop meets in its caller's map leaves the rest to that caller.
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

static Value root_of(RuleCtx *cx, ValueId id)
{
    const ValueTable *values = rule_flow(cx)->values;
    return value_at(values, value_root(values, id));
}

/* A variable of the function is handed to a map that lives on. */
static void check_local(RuleCtx *cx, const EntryFact *entry, ValueId part, bool taken)
{
    const Flow *flow = rule_flow(cx);
    Value root = root_of(cx, part), map = root_of(cx, entry->map);
    bool ends = root.kind == VAL_LOCAL && !flow->fn->vars.items[root.a].is_static &&
                strcmp(sym_text(flow->unit->intern, flow->fn->name), "main") != 0;
    if (!taken || !entry->written || !ends ||
        (map.kind != VAL_INIT && map.kind != VAL_GLOBAL))
        return;
    const char *name = sym_text(flow->unit->intern, flow->fn->vars.items[root.a].name);
    Report *report = rule_report(cx, entry->span, entry->map, entry->name,
                                 "'%s' ends with the function, and '%s' still holds it",
                                 name, entry->name);
    if (!report)
        return;
    report_advice(report, "put a copy of '%s' into the map, made by the allocator",
                  name);
    report_words(report, "write return");
}

/* A helper that only its file can call frees what a loop meets in a map of its caller:
 * who wrote it that way clears the map after the call. */
static bool caller_clears(RuleCtx *cx, const EntryFact *entry)
{
    Value map = root_of(cx, entry->map);
    bool by_loop = !entry->written && entry->own_key;
    return by_loop && rule_flow(cx)->fn->is_static && map.kind == VAL_INIT;
}

/* What the map holds when the function is left. */
static void on_return(RuleCtx *cx, const MapEvent *ev)
{
    const State *state = rule_state(cx);
    (void)ev;
    for (uint32_t i = 0; i < state->entries.len && !state->asserted; i++) {
        const EntryFact *entry = &state->entries.items[i];
        const HeapFact *value = freed(cx, entry->val);
        const HeapFact *key = entry->own_key ? freed(cx, entry->key) : NULL;
        if (rule_dead(cx, entry->map) || !heap_holds(rule_flow(cx), state, entry) ||
            caller_clears(cx, entry))
            continue;
        if (value)
            say(cx, entry, value, "a value");
        else if (key)
            say(cx, entry, key, "a key");
        check_local(cx, entry, entry->key, entry->takes_key);
        check_local(cx, entry, entry->val, entry->takes_val);
    }
}

/* The map destroys what the program has freed. */
static void on_dispose(RuleCtx *cx, const MapEvent *ev)
{
    const MapEvent *leaves = rule_flow(cx)->teardown;
    const HeapFact *dead = leaves ? freed(cx, ev->value) : NULL;
    Value value = value_at(rule_flow(cx)->values, ev->value);
    bool of_dead = value.kind == VAL_INIT && rule_dead(cx, value.a);
    if (!dead || of_dead) /* what a freed object points to is told with the object */
        return;
    const char *name = named(cx, dead->value, "it");
    Report *report = rule_report(
        cx, dead->death.span, leaves->map, leaves->name,
        "'%s' is freed, and '%s' frees it again with its entry", name, leaves->name);
    if (!report)
        return;
    report_advice(report,
                  "leave it to the map, or take the entry out without freeing it");
    report_death(report, dead, name);
    report_after(report, ev, "the map frees it again");
    report_words(report, "dispose dispose");
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

/* The value itself is given where every entry was put under a field of its value. */
static void on_delete(RuleCtx *cx, const MapEvent *ev)
{
    const ValueTable *values = rule_flow(cx)->values;
    Value key = value_at(values, ev->key);
    Value slot = value_at(values, key.kind == VAL_INIT ? key.a : 0);
    bool is_value = slot.kind == VAL_SLOT && rule_same_home(cx, slot.a, ev->map);
    EntryLore lore =
        is_value && !ev->chain ? rule_entries(cx, ev->map) : (EntryLore){ 0 };
    if (!lore.key)
        return;
    const char *name = named(cx, ev->key, "the value");
    Str field = field_shown(sym_text(rule_flow(cx)->unit->intern, lore.key));
    const char *right =
        rule_text(cx, "%s%s->%.*s", lore.keyed_by == KEYED_BY_ADDRESS ? "&" : "", name,
                  (int)field.n, field.p);
    Report *report = rule_report(
        cx, ev->span, ev->map, ev->name,
        "'%s' is no key of '%s', whose values are put under their '%.*s': the entry "
        "stays",
        name, ev->name, (int)field.n, field.p);
    if (!report)
        return;
    report_advice(report, "delete '%s'", right);
    report_words(report, "read delete");
}

const Rule rule_freed_entry = {
    .id = "freed-entry",
    .title = "a key or value is freed while a map still holds it",
    .severity = SEV_ERROR,
    .on = { [EV_RETURN] = on_return,
            [EV_WRITE] = on_write,
            [EV_DELETE] = on_delete,
            [EV_DISPOSE] = on_dispose },
};
