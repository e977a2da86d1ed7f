/*
 * What callers have passed to a function that deletes an entry: facts of the program.
 *
 * `finish(task)` deletes the entry under task->id. That this is the entry which holds
 * the task, its callers know: they have looked the task up. So each of them tells which
 * argument held what the entry holds, and the function supposes it where it deletes;
 * what it does with the argument afterwards is seen where it is written. A caller that
 * passes what it has just made, and put into no map, proves that one cannot tell.
 */
#include "base/hash.h"
#include "summary/apply.h"
#include "summary/collect.h"

/* A fact's number: which map and key of the callee, then these bits. */
enum {
    IS_NO_ENTRY = 64,
    OWNS_KEY = 128, /* the key that is passed is the one that the map stores */
    NO_ARGUMENT = 63,
    ARGUMENT = 63,
    PLACE_SHIFT = 8,
    PLACE_BITS = 48
};

static void add_step(StrBuf *text, const Flow *flow, const PathStep *step)
{
    strbuf_printf(text, " %d", step->kind);
    if (step->kind == STEP_FIELD)
        strbuf_add(text, sym_text(flow->unit->intern, step->field));
    else
        strbuf_printf(text, ":%lld", (long long)step->index);
}

static void add_path(StrBuf *text, const Flow *flow, const Path *path)
{
    strbuf_printf(text, "%d %d ", path->root, path->address);
    if (path->root == PATH_GLOBAL)
        strbuf_add(text, sym_text(flow->unit->intern, path->of));
    else
        strbuf_printf(text, "%u", path->of);
    for (unsigned i = 0; i < path->count; i++)
        add_step(text, flow, &path->step[i]);
    strbuf_add_char(text, ';');
}

/* The map and the key (NULL: all of them), as the callee names them; the same in every
 * link. */
static int64_t place_of(const Flow *flow, const Path *map, const Path *key)
{
    StrBuf text = strbuf_in(flow->arena);
    add_path(&text, flow, map);
    if (key)
        add_path(&text, flow, key);
    Hash hash = hash_content(strbuf_str(&text));
    uint64_t bits;
    memcpy(&bits, &hash, sizeof bits);
    return (int64_t)(bits >> (64 - PLACE_BITS)) << PLACE_SHIFT;
}

static bool is_there(const Flow *flow, const State *state, const EntryFact *entry)
{
    return entry->written
               ? heap_holds(flow, state, entry)
               : entry->val && flow_test(flow, state, entry->val, CMP_EQ, 0) != 1;
}

static const EntryFact *find_entry(const Flow *flow, const State *state, ValueId map,
                                   ValueId key)
{
    for (uint32_t i = 0; i < state->entries.len; i++) {
        const EntryFact *entry = &state->entries.items[i];
        if (entry->map == map && entry->key == key && is_there(flow, state, entry))
            return entry;
    }
    return NULL;
}

/* The field of the value that the key stands in; 0: in none. */
static Sym field_with(const Flow *flow, const State *state, ValueId val, ValueId key)
{
    Value read = value_at(flow->values, key);
    Value at = value_at(flow->values, read.kind == VAL_INIT ? read.a : 0);
    if (at.kind == VAL_FIELD && at.a == val)
        return at.b;
    for (uint32_t i = 0; val && i < state->cells.len; i++) {
        at = value_at(flow->values, state->cells.items[i].addr);
        if (state->cells.items[i].value == key && at.kind == VAL_FIELD && at.a == val)
            return at.b;
    }
    return 0;
}

static unsigned argument_with(const CallSite *call, ValueId value)
{
    for (uint32_t i = 0; value && i < call->count && i < NO_ARGUMENT; i++)
        if (call->args[i] == value)
            return i;
    return NO_ARGUMENT;
}

/* The argument that the key is read out of was made here, and put into no map. */
static bool is_new(const Flow *flow, const State *state, ValueId argument)
{
    const HeapFact *fact = state_heap(state, argument);
    return value_at(flow->values, value_root(flow->values, argument)).kind ==
               VAL_LOCAL ||
           (fact && fact->made && !fact->given_to);
}

static void tell(const Collect *collect, const CallSite *call, int64_t number,
                 Sym field)
{
    ProgramFact fact = {
        .kind = FACT_ENTRY, .key = call->callee, .value = field, .number = number
    };
    collect->oracle->contribute(collect->oracle->ctx, fact);
}

static void tell_deleted(const Collect *collect, const Apply *apply, State *state,
                         const Effect *effect)
{
    Flow *flow = apply->flow;
    const CallSite *call = apply->call;
    const Path *path = &effect->key.path;
    int64_t place = place_of(flow, &effect->map, path);
    ValueId map = path_value(flow, state, &effect->map, call);
    ValueId key = path_value(flow, state, path, call);
    const EntryFact *entry = map && key ? find_entry(flow, state, map, key) : NULL;
    if (entry) {
        Sym field = path->count == 0 ? field_with(flow, state, entry->val, key) : 0;
        tell(collect, call,
             place | argument_with(call, entry->val) | (entry->own_key ? OWNS_KEY : 0),
             field);
    } else if (path->count > 0 && is_new(flow, state, call->args[path->of])) {
        tell(collect, call, place | IS_NO_ENTRY, 0);
    }
}

/* All entries go, and with them what is passed of one. */
static void tell_cleared(const Collect *collect, const Apply *apply, State *state,
                         const Effect *effect)
{
    const CallSite *call = apply->call;
    ValueId map = path_value(apply->flow, state, &effect->map, call);
    for (uint32_t i = 0; map && i < state->entries.len; i++) {
        const EntryFact *entry = &state->entries.items[i];
        unsigned argument = entry->map == map && is_there(apply->flow, state, entry)
                                ? argument_with(call, entry->val)
                                : NO_ARGUMENT;
        if (argument != NO_ARGUMENT)
            tell(collect, call, place_of(apply->flow, &effect->map, NULL) | argument,
                 0);
    }
}

void supposed_note(const Collect *collect, const Summary *summary, Flow *flow,
                   State *state, const CallSite *call)
{
    Apply apply = { .summary = summary, .flow = flow, .call = call };
    for (unsigned i = 0; i < summary->effect_count; i++) {
        const Effect *effect = &summary->effects[i];
        const Path *key = &effect->key.path;
        bool keyed = effect->verb == EV_DELETE && effect->key.kind == DESC_PATH &&
                     key->root == PATH_PARAM && key->of < call->count && !effect->many;
        bool all = effect->verb == EV_CLEAR || effect->verb == EV_FREE;
        bool open;
        if ((!keyed && !all) || effect->map.root == PATH_NONE || effect->no_destroy ||
            effect->doubtful || !guard_allows(&apply, state, &effect->guard, &open))
            continue;
        if (keyed)
            tell_deleted(collect, &apply, state, effect);
        else
            tell_cleared(collect, &apply, state, effect);
    }
}

/* What the facts of this place say, unless they do not agree. */
static const ProgramFact *agreed(Facts facts, int64_t place)
{
    const ProgramFact *one = NULL;
    for (uint32_t i = 0; i < facts.count; i++) {
        const ProgramFact *fact = &facts.items[i];
        if (fact->number >> PLACE_SHIFT << PLACE_SHIFT != place)
            continue;
        if ((fact->number & IS_NO_ENTRY) ||
            (one && (one->number != fact->number || one->value != fact->value)))
            return NULL;
        one = fact;
    }
    return one;
}

bool supposed_entry(void *ctx, Flow *flow, const MapEvent *event, EntryFact *entry,
                    Sym *key_field)
{
    const Oracle *oracle = ((const Collect *)ctx)->oracle;
    Path map, key;
    if (!path_of_value(flow, event->map, &map))
        return false;
    bool keyed = event->verb == EV_DELETE;
    if (keyed && (!path_of_value(flow, event->key, &key) || key.root != PATH_PARAM))
        return false;
    Facts facts = oracle->facts(oracle->ctx, FACT_ENTRY, flow->fn->name);
    const ProgramFact *fact =
        facts.count ? agreed(facts, place_of(flow, &map, keyed ? &key : NULL)) : NULL;
    if (!fact)
        return false;
    uint32_t argument = fact->number & ARGUMENT;
    entry->own_key = fact->number & OWNS_KEY;
    *key_field = fact->value;
    if (argument < flow->fn->param_count)
        entry->val = value_init(
            flow->values,
            value_of(flow->values, (Value){ .kind = VAL_LOCAL, .a = argument }));
    return entry->val || *key_field || entry->own_key;
}
