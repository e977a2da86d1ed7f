#include "check/guarded.h"

#include "check/lived.h"
#include "check/report.h"

/* What a fact's number holds beside the line. */
enum { WRITES = 1, SHARED = 2, IN_THREAD = 4, OF_OBJECT = 8, KINDS = 16 };

enum { ENOUGH = 2 }; /* guarded accesses, at different places */

static bool is_access(const MapEvent *ev)
{
    switch ((Verb)ev->verb) {
    case EV_READ:
    case EV_WRITE:
    case EV_DELETE:
    case EV_CLEAR:
    case EV_ITER:
    case EV_LEN:
        return ev->law != NULL;
    default: /* making and freeing are done by who is alone with the map */
        return false;
    }
}

static bool writes(const MapEvent *ev)
{
    return ev->verb == EV_WRITE || ev->verb == EV_DELETE || ev->verb == EV_CLEAR;
}

/* The address that the value is, or was read from. */
static ValueId stands_at(const Flow *flow, ValueId value)
{
    Value v = value_at(flow->values, value);
    return v.kind == VAL_INIT ? v.a : value;
}

/* Does the lock belong to an object on the way to the map, or to all? */
static bool goes_with(const Flow *flow, ValueId lock, ValueId map)
{
    Value at = value_at(flow->values, stands_at(flow, lock));
    if (at.kind == VAL_GLOBAL)
        return true;
    if (at.kind != VAL_FIELD)
        return false;
    for (ValueId id = map; id;) {
        Value value = value_at(flow->values, id);
        if (id == at.a)
            return true;
        bool inner =
            value.kind == VAL_FIELD || value.kind == VAL_ELEM || value.kind == VAL_INIT;
        id = inner ? value.a : 0;
    }
    return false;
}

/* The lock that goes with the event's map; NULL when none that is held does. */
static const LockFact *lock_of(const RuleCtx *cx, const MapEvent *ev)
{
    const LockFact *shared = NULL;
    for (const LockFact *lock = cx->state->locks; lock; lock = lock->next) {
        if (lock->given_back || !goes_with(cx->flow, lock->lock, ev->map))
            continue;
        if (!lock->shared)
            return lock;
        shared = lock;
    }
    return shared;
}

static bool holds_any(const State *state)
{
    for (const LockFact *lock = state->locks; lock; lock = lock->next)
        if (!lock->given_back)
            return true;
    return false;
}

static bool is_thread(RuleCtx *cx)
{
    Facts starts = program_facts(cx->program, FACT_STARTS, cx->flow->fn->name);
    for (unsigned i = 0; i < starts.count; i++)
        if (starts.items[i].number == 0)
            return true;
    return false;
}

/* May other code run while this event happens? Only of the ends of calls can that be
 * told: whoever calls the others may hold the lock. */
static bool runs_beside(RuleCtx *cx)
{
    return cx->state->spawned || is_thread(cx) ||
           program_facts(cx->program, FACT_STARTS, cx->flow->fn->name).count;
}

/* A map that others can reach: not one that was made here. */
static bool is_shared_map(const RuleCtx *cx, const MapEvent *ev)
{
    const Flow *flow = cx->flow;
    for (ValueId id = ev->map; id;) {
        Value value = value_at(flow->values, id);
        if (value.kind == VAL_GLOBAL)
            return true;
        if (value.kind == VAL_LOCAL) /* a parameter is what stood there */
            return value.a < flow->fn->param_count;
        bool inner =
            value.kind == VAL_FIELD || value.kind == VAL_ELEM || value.kind == VAL_INIT;
        id = inner ? value.a : 0;
    }
    return false;
}

static int64_t number_of(RuleCtx *cx, const MapEvent *ev, const LockFact *lock)
{
    int64_t number = (int64_t)lived_innermost(ev).line * KINDS;
    number += writes(ev) ? WRITES : 0;
    if (lock) {
        ValueId at = stands_at(cx->flow, lock->lock);
        number += lock->shared ? SHARED : 0;
        number += value_at(cx->flow->values, at).kind == VAL_FIELD ? OF_OBJECT : 0;
    }
    return number + (is_thread(cx) ? IN_THREAD : 0);
}

void guarded_learn(RuleCtx *cx, const MapEvent *ev)
{
    Sym place = is_access(ev) ? flow_home(cx->flow, ev->map, ev->map_at) : 0;
    if (!place || cx->state->beside || !is_shared_map(cx, ev))
        return;
    const LockFact *lock = lock_of(cx, ev);
    if (!lock && (holds_any(cx->state) || !runs_beside(cx)))
        return;
    ProgramFact fact = { .kind = lock ? FACT_GUARDED : FACT_BARE,
                         .key = place,
                         .number = number_of(cx, ev, lock),
                         .span = lived_innermost(ev) };
    if (lock)
        fact.value = flow_home(cx->flow, lock->lock, 0);
    program_contribute(cx->program, fact);
}

/* ---- judging ---- */

/* What the program says of the accesses to a map, but for one of them. */
typedef struct Others {
    unsigned guarded; /* places under the lock */
    unsigned bare;    /* and without one */
    bool written;     /* one of those under the lock changes the map */
    bool in_thread;   /* a thread makes one of them */
    Sym lock;
    bool of_object; /* the lock is a field */
    Span where;
} Others;

static bool told_before(Facts facts, unsigned index, bool same_lock)
{
    const ProgramFact *fact = &facts.items[index];
    for (unsigned i = 0; i < index; i++)
        if (span_compare(facts.items[i].span, fact->span) == 0 &&
            (!same_lock || facts.items[i].value == fact->value))
            return true;
    return false;
}

static void count_guarded(Facts facts, Sym lock, Span but, Others *out)
{
    for (unsigned i = 0; i < facts.count; i++) {
        const ProgramFact *fact = &facts.items[i];
        if (fact->value != lock || span_compare(fact->span, but) == 0)
            continue;
        out->of_object = fact->number & OF_OBJECT;
        out->written = out->written || fact->number & WRITES;
        out->in_thread = out->in_thread || fact->number & IN_THREAD;
        if (told_before(facts, i, true))
            continue;
        out->where = out->guarded ? out->where : fact->span;
        out->guarded++;
    }
}

/* The lock that guards most of the other accesses. */
static Others others_of(RuleCtx *cx, Sym place, Span but)
{
    Facts guarded = program_facts(cx->program, FACT_GUARDED, place);
    Facts bare = program_facts(cx->program, FACT_BARE, place);
    Others best = { 0 };
    for (unsigned i = 0; i < guarded.count; i++) {
        Others these = { .lock = guarded.items[i].value };
        count_guarded(guarded, these.lock, but, &these);
        if (these.guarded > best.guarded)
            best = these;
    }
    for (unsigned i = 0; i < bare.count; i++) {
        best.bare += !told_before(bare, i, false);
        best.in_thread = best.in_thread || bare.items[i].number & IN_THREAD;
    }
    return best;
}

static const char *shown_lock(const RuleCtx *cx, const Others *others)
{
    const char *name = sym_text(cx->unit->intern, others->lock);
    Str shown = others->of_object ? field_shown(name) : name_shown(name);
    return arena_strndup(cx->flow->arena, shown.p, shown.n);
}

bool rule_unguarded(RuleCtx *cx, const MapEvent *ev, Unguarded *out)
{
    Sym place = is_access(ev) ? flow_home(cx->flow, ev->map, ev->map_at) : 0;
    if (!place || cx->state->beside || ev->maybe || !is_shared_map(cx, ev))
        return false;
    const LockFact *lock = lock_of(cx, ev);
    bool reading = lock && lock->shared && writes(ev);
    if (!reading && (lock || holds_any(cx->state) || !runs_beside(cx)))
        return false;
    Others others = others_of(cx, place, lived_innermost(ev));
    if (!others.lock || (!others.written && !writes(ev)))
        return false;
    *out = (Unguarded){ .lock = shown_lock(cx, &others),
                        .guarded = others.where,
                        .count = others.guarded,
                        .only_for_reading = reading };
    if (reading)
        return others.lock == flow_home(cx->flow, lock->lock, 0);
    bool threads = others.in_thread || is_thread(cx);
    return threads && others.guarded >= ENOUGH && others.guarded > others.bare;
}
