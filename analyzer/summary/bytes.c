#include "summary/bytes.h"

/* What grows here is lost for callers until it is written below. */
#define HAS_SIZE(type, size)                                                           \
    _Static_assert(sizeof(void *) != 8 || sizeof(type) == (size),                      \
                   "write the new field of " #type " as well")

HAS_SIZE(Summary, 6680);
HAS_SIZE(Outcome, 1240);
HAS_SIZE(Effect, 2752);
HAS_SIZE(Desc, 152);
HAS_SIZE(Path, 104);
HAS_SIZE(Guard, 552);
HAS_SIZE(MapFact, 168);
HAS_SIZE(Gone, 152);
HAS_SIZE(Kept, 440);
HAS_SIZE(Use, 688);
HAS_SIZE(Store, 280);

/* ---- writing ---- */

static void pack_path(PackOut *out, const Path *path)
{
    pack_number(out, path->root);
    if (path->root == PATH_GLOBAL)
        pack_text(out, path->of);
    else
        pack_number(out, path->of);
    pack_number(out, path->address);
    pack_number(out, path->count);
    for (unsigned i = 0; i < path->count; i++) {
        const PathStep *step = &path->step[i];
        pack_number(out, step->kind);
        if (step->kind == STEP_FIELD)
            pack_text(out, step->field);
        else if (step->kind == STEP_ELEM || step->kind == STEP_AT)
            pack_signed(out, step->index);
    }
}

static void pack_law(PackOut *out, const MapLaw *law)
{
    pack_text(out, law ? law->library : 0);
    pack_text(out, law ? law->type[0] : 0);
}

/* What a caller gets of a map: the rest is set where it is handed over. Keys that were
 * looked up have no name there; it only knows that some were. */
static void pack_map(PackOut *out, const MapFact *map)
{
    pack_law(out, map->law);
    pack_number(out, map->made);
    pack_number(out, map->reserved);
    pack_number(out, map->tested || map->test_count > 0);
    pack_number(out, map->empty);
    pack_number(out, map->bare);
    pack_number(out, map->emptied);
    pack_number(out, map->takes_hint);
    pack_number(out, map->context);
    pack_number(out, map->destroys);
    pack_span(out, map->born);
    pack_text(out, map->destroy_key);
    pack_text(out, map->destroy_val);
}

static void pack_desc(PackOut *out, const Desc *desc)
{
    pack_number(out, desc->kind);
    pack_number(out, desc->composed);
    pack_number(out, desc->shared);
    pack_number(out, desc->fresh);
    switch ((DescKind)desc->kind) {
    case DESC_INT:
        pack_signed(out, desc->number);
        break;
    case DESC_STR:
    case DESC_FUNC:
        pack_text(out, desc->sym);
        break;
    case DESC_PATH:
        pack_path(out, &desc->path);
        break;
    case DESC_MAP:
        pack_map(out, desc->map);
        pack_signed(out, desc->hint);
        pack_path(out, &desc->path);
        break;
    case DESC_UNKNOWN:
    case DESC_NONE:
    case DESC_NOT_NULL:
    case DESC_ZEROED:
        break;
    }
}

static void pack_guard(PackOut *out, const Guard *guard)
{
    pack_number(out, guard->count);
    for (unsigned i = 0; i < guard->count; i++) {
        const Atom *atom = &guard->atom[i];
        pack_path(out, &atom->path);
        pack_signed(out, (int64_t)atom->mask);
        pack_signed(out, atom->lo);
        pack_signed(out, atom->hi);
        pack_number(out, atom->not_zero);
        pack_text(out, atom->function);
    }
}

static void pack_chain(PackOut *out, const Chain *chain)
{
    pack_number(out, chain ? chain->length : 0);
    for (; chain; chain = chain->next) {
        pack_text(out, chain->func);
        pack_span(out, chain->span);
    }
}

/* The name of a function of a library, or NULL. */
static void pack_by(PackOut *out, const char *by)
{
    pack_number(out, by != NULL);
    if (by)
        pack_bytes(out, str_of(by));
}

static void pack_walk(PackOut *out, const Walk *walk)
{
    pack_number(out, walk->is_open);
    if (!walk->is_open)
        return;
    pack_number(out, walk->goes_on);
    pack_number(out, walk->not_zero);
    pack_number(out, walk->kind);
    pack_law(out, walk->law);
    pack_path(out, &walk->map);
    pack_signed(out, walk->lo);
    pack_signed(out, walk->hi);
}

static void pack_locks(PackOut *out, const LockSet *set)
{
    pack_number(out, set->count);
    pack_number(out, set->others);
    for (unsigned i = 0; i < set->count; i++) {
        pack_path(out, &set->lock[i].path);
        pack_number(out, set->lock[i].shared);
    }
}

static void pack_effect(PackOut *out, const Effect *effect)
{
    pack_number(out, effect->verb);
    pack_number(out, effect->entry);
    pack_number(out, effect->many);
    pack_number(out, effect->keeps_iterator);
    pack_number(out, effect->no_destroy);
    pack_number(out, effect->counted);
    pack_number(out, effect->doubtful);
    pack_number(out, effect->widens);
    pack_number(out, effect->empties);
    pack_number(out, effect->deals);
    pack_number(out, effect->told);
    pack_number(out, effect->copies_key);
    pack_number(out, effect->bound);
    pack_number(out, effect->hops);
    pack_law(out, effect->law);
    pack_path(out, &effect->map);
    pack_number(out, effect->has_iter);
    if (effect->has_iter)
        pack_path(out, &effect->iter);
    pack_desc(out, &effect->key);
    pack_desc(out, &effect->val);
    pack_guard(out, &effect->guard);
    pack_number(out, effect->tied);
    pack_by(out, effect->by);
    pack_span(out, effect->span);
    pack_chain(out, effect->chain);
    pack_signed(out, effect->count);
    pack_number(out, effect->arg_count);
    for (unsigned i = 0; i < effect->arg_count; i++)
        pack_desc(out, &effect->args[i]);
    pack_walk(out, &effect->walk);
    pack_locks(out, &effect->locks);
    pack_number(out, effect->beside);
}

static void pack_gone(PackOut *out, const Gone *gone)
{
    pack_path(out, &gone->path);
    pack_number(out, gone->verb);
    pack_by(out, gone->by);
    pack_span(out, gone->span);
    pack_chain(out, gone->chain);
}

static void pack_kept(PackOut *out, const Kept *kept)
{
    pack_path(out, &kept->map);
    pack_desc(out, &kept->key);
    pack_desc(out, &kept->val);
    pack_number(out, kept->takes_key);
    pack_number(out, kept->takes_val);
    pack_span(out, kept->span);
    pack_chain(out, kept->chain);
}

static void pack_use(PackOut *out, const Use *use)
{
    pack_path(out, &use->path);
    pack_guard(out, &use->guard);
    pack_span(out, use->span);
    pack_chain(out, use->chain);
}

static void pack_outcome(PackOut *out, const Outcome *outcome)
{
    pack_number(out, outcome->exists);
    if (!outcome->exists)
        return;
    pack_number(out, outcome->asserted);
    pack_number(out, outcome->blurred);
    pack_guard(out, &outcome->guard);
    pack_desc(out, &outcome->result);
    pack_number(out, outcome->more_stores);
    pack_number(out, outcome->store_count);
    for (unsigned i = 0; i < outcome->store_count; i++) {
        pack_path(out, &outcome->store[i].at);
        pack_desc(out, &outcome->store[i].value);
        pack_span(out, outcome->store[i].span);
    }
    pack_number(out, outcome->gone_count);
    for (unsigned i = 0; i < outcome->gone_count; i++)
        pack_gone(out, &outcome->gone[i]);
    pack_number(out, outcome->kept_count);
    for (unsigned i = 0; i < outcome->kept_count; i++)
        pack_kept(out, &outcome->kept[i]);
    pack_locks(out, &outcome->taken);
    pack_locks(out, &outcome->given_back);
    pack_number(out, outcome->spawned);
    pack_number(out, outcome->effects);
    pack_number(out, outcome->surely);
}

void pack_summary(PackOut *out, const Summary *summary)
{
    pack_text(out, summary->name);
    pack_number(out, summary->cut_short);
    pack_number(out, summary->exposed_more);
    pack_number(out, summary->exposed_count);
    for (unsigned i = 0; i < summary->exposed_count; i++)
        pack_path(out, &summary->exposed[i]);
    pack_number(out, summary->held_more);
    pack_number(out, summary->held_count);
    for (unsigned i = 0; i < summary->held_count; i++)
        pack_path(out, &summary->held[i]);
    pack_number(out, summary->opaque);
    pack_number(out, summary->use_count);
    for (unsigned i = 0; i < summary->use_count; i++)
        pack_use(out, &summary->uses[i]);
    pack_number(out, summary->effect_count);
    for (unsigned i = 0; i < summary->effect_count; i++)
        pack_effect(out, &summary->effects[i]);
    for (unsigned i = 0; i < OUTCOMES_MAX; i++)
        pack_outcome(out, &summary->outcome[i]);
}

/* ---- reading ---- */

static bool unpack_bool(PackIn *in)
{
    return unpack_below(in, 1) != 0;
}

static Path unpack_path(PackIn *in)
{
    Path path = { .root = (uint8_t)unpack_below(in, PATH_RETURN) };
    path.of = path.root == PATH_GLOBAL ? unpack_text(in) : unpack_below(in, UINT32_MAX);
    path.address = unpack_bool(in);
    path.count = (uint8_t)unpack_below(in, PATH_MAX);
    for (unsigned i = 0; i < path.count; i++) {
        PathStep *step = &path.step[i];
        step->kind = (uint8_t)unpack_below(in, STEP_AT);
        if (step->kind == STEP_FIELD)
            step->field = unpack_text(in);
        else if (step->kind == STEP_ELEM || step->kind == STEP_AT)
            step->index = unpack_signed(in);
    }
    return path;
}

/* A law that the models no longer have is bad. */
static const MapLaw *unpack_law(PackIn *in, const ModelSet *models)
{
    Sym library = unpack_text(in), type = unpack_text(in);
    if (library == 0 && type == 0)
        return NULL;
    const MapLaw *law = model_law_named(models, library, type);
    in->bad = in->bad || !law;
    return law;
}

static const MapFact *unpack_map(PackIn *in, const ModelSet *models)
{
    MapFact *map = ARENA_NEW(in->arena, MapFact);
    map->law = unpack_law(in, models);
    map->made = unpack_bool(in);
    map->reserved = unpack_bool(in);
    map->tested = unpack_bool(in);
    map->empty = unpack_bool(in);
    map->bare = unpack_bool(in);
    map->emptied = unpack_bool(in);
    map->takes_hint = unpack_bool(in);
    map->context = unpack_bool(in);
    map->destroys = unpack_bool(in);
    map->born = unpack_span(in);
    map->destroy_key = unpack_text(in);
    map->destroy_val = unpack_text(in);
    in->bad = in->bad || !map->law;
    return map;
}

static Desc unpack_desc(PackIn *in, const ModelSet *models)
{
    Desc desc = { .kind = (uint8_t)unpack_below(in, DESC_ZEROED) };
    desc.composed = unpack_bool(in);
    desc.shared = unpack_bool(in);
    desc.fresh = unpack_bool(in);
    switch ((DescKind)desc.kind) {
    case DESC_INT:
        desc.number = unpack_signed(in);
        break;
    case DESC_STR:
    case DESC_FUNC:
        desc.sym = unpack_text(in);
        break;
    case DESC_PATH:
        desc.path = unpack_path(in);
        break;
    case DESC_MAP:
        desc.map = unpack_map(in, models);
        desc.hint = unpack_signed(in);
        desc.path = unpack_path(in);
        break;
    case DESC_UNKNOWN:
    case DESC_NONE:
    case DESC_NOT_NULL:
    case DESC_ZEROED:
        break;
    }
    return desc;
}

static Guard unpack_guard(PackIn *in)
{
    Guard guard = { .count = (uint8_t)unpack_below(in, ATOMS_MAX) };
    for (unsigned i = 0; i < guard.count; i++) {
        Atom *atom = &guard.atom[i];
        atom->path = unpack_path(in);
        atom->mask = (uint64_t)unpack_signed(in);
        atom->lo = unpack_signed(in);
        atom->hi = unpack_signed(in);
        atom->not_zero = unpack_bool(in);
        atom->function = unpack_text(in);
    }
    return guard;
}

static const Chain *unpack_chain(PackIn *in)
{
    uint32_t length = unpack_below(in, CHAIN_MAX);
    Chain *first = ARENA_ARRAY(in->arena, Chain, length);
    for (uint32_t i = 0; i < length; i++) {
        first[i].func = unpack_text(in);
        first[i].span = unpack_span(in);
        first[i].length = length - i;
        first[i].next = i + 1 < length ? &first[i + 1] : NULL;
    }
    return length ? first : NULL;
}

static const char *unpack_by(PackIn *in)
{
    if (!unpack_bool(in))
        return NULL;
    Str by = unpack_bytes(in);
    return arena_strndup(in->arena, by.p, by.n);
}

static Walk unpack_walk(PackIn *in, const ModelSet *models)
{
    Walk walk = { .is_open = unpack_bool(in) };
    if (!walk.is_open)
        return walk;
    walk.goes_on = unpack_bool(in);
    walk.not_zero = unpack_bool(in);
    walk.kind = (uint8_t)unpack_below(in, MAP_LAW_KINDS - 1);
    walk.law = unpack_law(in, models);
    walk.map = unpack_path(in);
    walk.lo = unpack_signed(in);
    walk.hi = unpack_signed(in);
    in->bad = in->bad || !walk.law;
    return walk;
}

static LockSet unpack_locks(PackIn *in)
{
    LockSet set = { .count = (uint8_t)unpack_below(in, LOCKS_MAX) };
    set.others = unpack_bool(in);
    for (unsigned i = 0; i < set.count; i++) {
        set.lock[i].path = unpack_path(in);
        set.lock[i].shared = unpack_bool(in);
    }
    return set;
}

static void unpack_effect(PackIn *in, const ModelSet *models, Effect *effect)
{
    effect->verb = (uint8_t)unpack_below(in, EV_COUNT - 1);
    effect->entry = (uint8_t)unpack_below(in, ENTRY_ANY);
    effect->many = unpack_bool(in);
    effect->keeps_iterator = unpack_bool(in);
    effect->no_destroy = unpack_bool(in);
    effect->counted = unpack_bool(in);
    effect->doubtful = unpack_bool(in);
    effect->widens = unpack_bool(in);
    effect->empties = unpack_bool(in);
    effect->deals = unpack_bool(in);
    effect->told = unpack_bool(in);
    effect->copies_key = unpack_bool(in);
    effect->bound = unpack_bool(in);
    effect->hops = (uint8_t)unpack_below(in, UINT8_MAX);
    effect->law = unpack_law(in, models);
    effect->map = unpack_path(in);
    effect->has_iter = unpack_bool(in);
    if (effect->has_iter)
        effect->iter = unpack_path(in);
    effect->key = unpack_desc(in, models);
    effect->val = unpack_desc(in, models);
    effect->guard = unpack_guard(in);
    effect->tied = unpack_bool(in);
    effect->by = unpack_by(in);
    effect->span = unpack_span(in);
    effect->chain = unpack_chain(in);
    effect->count = unpack_signed(in);
    effect->arg_count = (uint8_t)unpack_below(in, DESC_ARGS_MAX);
    for (unsigned i = 0; i < effect->arg_count; i++)
        effect->args[i] = unpack_desc(in, models);
    effect->walk = unpack_walk(in, models);
    effect->locks = unpack_locks(in);
    effect->beside = unpack_bool(in);
    in->bad = in->bad || (!effect->law && effect->verb <= EV_BORROW);
}

static void unpack_gone(PackIn *in, Gone *gone)
{
    gone->path = unpack_path(in);
    gone->verb = (uint8_t)unpack_below(in, EV_COUNT - 1);
    gone->by = unpack_by(in);
    gone->span = unpack_span(in);
    gone->chain = unpack_chain(in);
}

static void unpack_kept(PackIn *in, const ModelSet *models, Kept *kept)
{
    kept->map = unpack_path(in);
    kept->key = unpack_desc(in, models);
    kept->val = unpack_desc(in, models);
    kept->takes_key = unpack_bool(in);
    kept->takes_val = unpack_bool(in);
    kept->span = unpack_span(in);
    kept->chain = unpack_chain(in);
}

static void unpack_use(PackIn *in, Use *use)
{
    use->path = unpack_path(in);
    use->guard = unpack_guard(in);
    use->span = unpack_span(in);
    use->chain = unpack_chain(in);
}

static void unpack_outcome(PackIn *in, const ModelSet *models, Outcome *outcome)
{
    outcome->exists = unpack_bool(in);
    if (!outcome->exists)
        return;
    outcome->asserted = unpack_bool(in);
    outcome->blurred = unpack_bool(in);
    outcome->guard = unpack_guard(in);
    outcome->result = unpack_desc(in, models);
    outcome->more_stores = unpack_bool(in);
    outcome->store_count = (uint8_t)unpack_below(in, STORES_MAX);
    outcome->store = ARENA_ARRAY(in->arena, Store, outcome->store_count);
    for (unsigned i = 0; i < outcome->store_count; i++) {
        outcome->store[i].at = unpack_path(in);
        outcome->store[i].value = unpack_desc(in, models);
        outcome->store[i].span = unpack_span(in);
    }
    outcome->gone_count = (uint8_t)unpack_below(in, GONE_MAX);
    outcome->gone = ARENA_ARRAY(in->arena, Gone, outcome->gone_count);
    for (unsigned i = 0; i < outcome->gone_count; i++)
        unpack_gone(in, &outcome->gone[i]);
    outcome->kept_count = (uint8_t)unpack_below(in, KEPT_MAX);
    outcome->kept = ARENA_ARRAY(in->arena, Kept, outcome->kept_count);
    for (unsigned i = 0; i < outcome->kept_count; i++)
        unpack_kept(in, models, &outcome->kept[i]);
    outcome->taken = unpack_locks(in);
    outcome->given_back = unpack_locks(in);
    outcome->spawned = unpack_bool(in);
    outcome->effects = unpack_number(in);
    outcome->surely = unpack_number(in);
}

Summary *unpack_summary(PackIn *in, const ModelSet *models)
{
    Summary *summary = ARENA_NEW(in->arena, Summary);
    summary->name = unpack_text(in);
    summary->cut_short = unpack_bool(in);
    summary->exposed_more = unpack_bool(in);
    summary->exposed_count = (uint8_t)unpack_below(in, EXPOSED_MAX);
    for (unsigned i = 0; i < summary->exposed_count; i++)
        summary->exposed[i] = unpack_path(in);
    summary->held_more = unpack_bool(in);
    summary->held_count = (uint8_t)unpack_below(in, HELD_MAX);
    for (unsigned i = 0; i < summary->held_count; i++)
        summary->held[i] = unpack_path(in);
    summary->opaque = unpack_bool(in);
    summary->use_count = (uint8_t)unpack_below(in, USES_MAX);
    summary->uses = ARENA_ARRAY(in->arena, Use, summary->use_count);
    for (unsigned i = 0; i < summary->use_count; i++)
        unpack_use(in, &summary->uses[i]);
    summary->effect_count = (uint8_t)unpack_below(in, EFFECTS_MAX);
    summary->effects = ARENA_ARRAY(in->arena, Effect, summary->effect_count);
    for (unsigned i = 0; i < summary->effect_count && !in->bad; i++)
        unpack_effect(in, models, &summary->effects[i]);
    for (unsigned i = 0; i < OUTCOMES_MAX; i++)
        unpack_outcome(in, models, &summary->outcome[i]);
    return unpack_done(in) ? summary : NULL;
}
