/* What collecting a summary is made of, for summary/ alone. */
#ifndef MAPVET_SUMMARY_COLLECT_H
#define MAPVET_SUMMARY_COLLECT_H

#include "summary/summary.h"

/* A place in the function that puts a key or value into the map of a field. */
typedef struct Put {
    uint32_t site;
    bool keys;
    bool handed; /* by the caller, who may know more */
    BackOwner owner;
    ValueId value;      /* what is put there, as far as it is one thing */
    bool open;          /* no link was seen yet: one may be made before the end */
    bool seen;          /* on some path */
    VEC(BackLink) back; /* what is true on all of them */
} Put;

typedef struct Collect {
    Arena *arena; /* the summary's */
    const Oracle *oracle;
    const Watcher *watcher;
    Summary *summary;
    ValueId decides[EFFECTS_MAX]; /* per effect: what says whether it happened, or 0 */
    ValueId walker[EFFECTS_MAX];  /* ... the iterator that is open meanwhile, or 0 */
    ValueId of_walk[EFFECTS_MAX]; /* see Aside */
    uint64_t walked;              /* ... a bit when that iteration went on */
    ValueId answer[EFFECTS_MAX];  /* EV_CALL: what the called function returns */
    uint64_t free;                /* effects seen to happen whatever is returned */
    uint64_t tied;                /* effects whose decision was seen to be returned */
    StateList left[OUTCOMES_MAX]; /* the states in which the function was left */
    bool cut;                     /* a call of a function that was not run yet */
    VEC(ValueId) used;            /* values whose use was looked at */
    VEC(Put) puts;                /* what is put into maps that stand in fields */
} Collect;

/* ---- collect.c ---- */
OutcomeKind outcome_kind(const Flow *flow, const State *state, ValueId value);
Desc describe(const Collect *collect, const Flow *flow, const State *state, ValueId id);
bool desc_eq(const Desc *a, const Desc *b);

/* ---- stores.c ---- */
/* What the path stored where a caller can see it; `outcome` has room for STORES_MAX. */
void stores_find(const Collect *collect, Flow *flow, const State *state,
                 Outcome *outcome);
/* A place that only one of two paths set is unknown after both. */
void stores_merge(Outcome *into, Outcome *from);

/* ---- guard.c ---- */
/* What this path assumes of the values at entry; of `first` in any case. */
Guard guard_of(const Flow *flow, const State *state, ValueId first);
/* Leaves what both guards say. */
void guard_widen(Guard *guard, const Guard *other);
/* Effects of different targets stay apart: a caller may know the target. */
bool guard_same_targets(const Guard *a, const Guard *b);
/* Which target a call was taken for is a guess: other targets end the function, too. */
void guard_forget_targets(Guard *guard);

/* ---- life.c ---- */
void life_use(void *ctx, Flow *flow, State *state, ValueId value, Span span,
              const Chain *chain);
void life_leave(Collect *collect, Flow *flow, State *state, ValueId value);
/* When all paths were run: what is true of every way out. */
void life_close(Collect *collect, Flow *flow);

/* ---- back.c ---- */
/* How what an event puts into a map points back to the owner of the map. */
void back_note(Collect *collect, Flow *flow, const State *state, const MapEvent *event);
/* ... and what was put there before, when the function is left. */
void back_leave(Collect *collect, const Flow *flow, const State *state);
/* Tells the program. */
void back_tell(const Collect *collect);
/* See FlowClient.back_links. */
unsigned back_links(void *ctx, Sym field, bool keys, BackLink *out, unsigned most);

/* ---- keyed.c ---- */
/* Tells under what an event puts its value. */
void keyed_note(const Collect *collect, const Flow *flow, const State *state,
                const MapEvent *event);
/* See FlowClient.entries. */
EntryLore keyed_lore(void *ctx, Sym home);

/* ---- supposed.c ---- */
/* Tells what the arguments of the call have to do with the entries that the callee
 * deletes. */
void supposed_note(const Collect *collect, const Summary *summary, Flow *flow,
                   State *state, const CallSite *call);
/* See FlowClient.supposed. */
bool supposed_entry(void *ctx, Flow *flow, const MapEvent *event, EntryFact *entry,
                    Sym *key_field);

/* ---- many.c ---- */
/* Does the loop around the event delete another entry on each turn? */
bool many_in_loop(const Flow *flow, const MapEvent *event, const Effect *effect);
/* The iteration of this function that stands on the entry that the event is about, so
 * that there are many in the end, should it go on; 0: none. */
ValueId many_walked(const State *state, const MapEvent *event);
/* Does the chain of calls lead back to the function? */
bool many_through(const Chain *chain, Sym function);
/* The event's map holds an object which recursion has reached from an argument that is
 * an entry of such a map: entries that lead to each other are in one map, so it is that
 * of the argument's owner, which `path` gets. */
bool many_kin(Collect *collect, const Flow *flow, const MapEvent *event, Path *path);
/* Is an effect that comes back through recursion about another entry, as far as is
 * known? Then it says so from now on; if not, it is that of the first call again. */
bool many_elsewhere(Effect *effect);

/* ---- held.c ---- */
/* Adds a path to up to `most`. True when there is no room and what the caller is given
 * may be meant; globals get half of the room, and those beyond it are left out. */
bool paths_add(Path *paths, uint8_t *count, unsigned most, const Path *path);
/* See FlowClient.keep. */
void held_keep(void *ctx, Flow *flow, const State *state, ValueId value);
/* A map that is given to the caller by its address `at`, or as the result (0), may have
 * another holder beside the caller. */
void held_sharing(const Flow *flow, const State *state, ValueId id, ValueId at,
                  Desc *desc);

#endif
