/*
 * Flow: runs one function, path by path, and shows every map event to its client.
 *
 * The client is the floor above: summary, which collects effects and answers calls, and
 * through it the rules. The solver (solve.c) owns order and bounds, exec.c the meaning
 * of events, memory.c addresses and contents, nil.c bounds and nil-ness, iter.c
 * iterations, mapfact.c what is known of maps, heap.c the life of all other values.
 */
#ifndef MAPVET_FLOW_FLOW_H
#define MAPVET_FLOW_FLOW_H

#include "flow/state.h"
#include "ir/cfg.h"
#include "ir/facts.h"

typedef struct Flow Flow;

/* An event on one path, with everything evaluated: on a map, or on any value. Of the
 * latter kind are ALLOC, DISPOSE (`value` is freed, perhaps a second time), KEEP
 * (`value` is stored where it outlives the call), USE (memory is read or written
 * through `value`, which is dead), COPY (the variable in which the
 * map `value` stood alone gets another value, or nobody will read it again), TRIM and
 * RETURN (the path leaves the function with `value`, 0 for none); they have no law and
 * no map. */
typedef struct MapEvent {
    uint8_t verb;
    uint8_t entry;       /* EntrySet the event is limited to; ENTRY_ANY */
    bool many;           /* in a loop of the callee, over varying keys */
    bool keeps_iterator; /* through `iter`, lawfully */
    bool no_destroy;
    bool maybe;     /* in a callee, on some of its paths only */
    bool told;      /* the result says whether a write was done; it may not have been */
    bool assumes;   /* ... those for which more must hold than the caller tells */
    uint8_t hops;   /* choices among several targets on the way to it */
    bool empties;   /* EV_FREE: the entries leave before the map does */
    bool leaves;    /* EV_FREE, right here: entries that are still there are lost */
    bool keeps_key; /* EV_WRITE: of a key that is there the old pointer stays */
    bool copies_key; /* EV_WRITE: the map stores a key of its own */
    bool deals; /* EV_CLEAR, EV_FREE: a function is given for what leaves, or called */
    bool refuses;        /* EV_WRITE: nothing was stored unless `answer` is positive */
    bool negative_fails; /* ... nothing when `answer` is negative */
    ValueId answer; /* EV_WRITE: what the call gives, which may say whether it was */
    bool counted;   /* frees only the last reference */
    bool doubtful;  /* seen only on paths of a callee that may be none */
    bool takes_key, takes_val; /* EV_WRITE: the map owns them, by the model */
    const MapLaw *law;         /* never NULL on maps; NULL for EV_RETURN */
    ValueId value;
    ValueId map;
    ValueId map_at;                /* address the map was read from, 0 when unknown */
    ValueId iter;                  /* iterations, deletes through an iterator */
    ValueId key, val;              /* 0 when there is none */
    bool val_seen;                 /* EV_DELETE: the function had got at `val` before */
    bool blurred_key;              /* a key that a callee made of nobody knows what */
    ValueId result;                /* what the call gives: new map, advance, entry */
    const struct Padding *padding; /* EV_HASH: of the key `value` */
    ValueId decides; /* nothing happened on paths where this is NULL or 0 */
    ValueId hint;
    bool takes_hint, only_hint;
    bool context; /* EV_NEW: nobody has to free the map */
    ValueId hash; /* EV_NEW: the function that hashes keys; 0: unknown */
    ValueId destroy_key, destroy_val;
    bool destroys; /* EV_NEW: perhaps, with functions that are not known */
    /* Of iteration. Of SPAWN, which says that the function `value` begins to run beside
     * this one: 1 when it does not, but will be called by an event loop. */
    uint8_t kind;
    const char *name;   /* the map as the user wrote it, without quotes */
    const char *by;     /* the function called here */
    Span span;          /* in this function */
    const Chain *chain; /* calls below, NULL when it happens right here */
    bool fresh_val;     /* EV_WRITE: of a value that the callee has made */
    bool made_val;      /* EV_WRITE: a function given to it makes a value that only the
                           map will hold */
    uint32_t loop;      /* innermost loop around it */
    uint32_t block;
    State *view;   /* state to show to the client; NULL: the state itself */
    int64_t count; /* times a callee repeats it, when known; else 0 */
} MapEvent;

/* Bytes of a key that belong to no member, and that nothing has set on this path. */
typedef struct Padding {
    Sym record, member; /* the first of them stand behind the member */
    int64_t bytes;
    Span where;    /* the member's declaration */
    bool assigned; /* the key was assigned as a whole, which leaves them open */
    Span at;       /* then: where; else: the key is fresh memory from here */
} Padding;

/* A call with everything evaluated. */
typedef struct CallSite {
    Sym callee;
    const ValueId *args;
    const ValueId *at; /* address each argument was read from, 0 when unknown */
    uint32_t count;
    Span span;
    const Chain *chain; /* calls between the function and this one (callbacks) */
    bool bound;         /* a callee has run the possible targets itself */
    ValueId target;     /* the function as a value */
    const Event *note;  /* the `hash` event before it, or NULL */
    ValueId returned;   /* when it is over: its result, for what was stored in it */
} CallSite;

/* A value that points back to the owner of its map: by this field, to the object that
 * holds the map (0) or to the one that holds that object (1). */
typedef struct BackLink {
    Sym by;
    uint8_t above;
} BackLink;
/* What is true of all entries of a map, wherever they were put into it. */
typedef struct EntryLore {
    Sym key;          /* the field of a value that its key stands in; 0: none */
    uint8_t keyed_by; /* KeyedBy */
} EntryLore;

typedef struct FlowClient {
    void *ctx;
    /* Every map event, before it is applied. */
    void (*event)(void *ctx, Flow *flow, State *state, const MapEvent *event);
    /* The function returns `value` (0 for none). */
    void (*leave)(void *ctx, Flow *flow, State *state, ValueId value);
    /* A call of a function without a model. Appends the states after it to `out`, each
     * with its `result`, and says true; or false when nothing is known of it. `state`
     * may be changed and reused. */
    bool (*call)(void *ctx, Flow *flow, State *state, const CallSite *call,
                 StateList *out);
    /* Memory is read or written through a pointer, which lives. */
    void (*use)(void *ctx, Flow *flow, State *state, ValueId value, Span span,
                const Chain *chain);
    /* The destroy functions that a map was made with elsewhere; 0 unless known. */
    void (*made_with)(void *ctx, Flow *flow, ValueId map, ValueId *destroy_key,
                      ValueId *destroy_val);
    /* Is one of the maps an argument of the function, as which some caller passes the
     * other one? */
    bool (*passed)(void *ctx, const Flow *flow, ValueId map, ValueId other);
    /* How all keys (or values) of the maps in that field point back; at most `most`. */
    unsigned (*back_links)(void *ctx, Sym field, bool keys, BackLink *out,
                           unsigned most);
    /* What the whole program says of the entries of the map in a field or global; NULL:
     * nothing. */
    EntryLore (*entries)(void *ctx, Sym home);
    /* What the entry under the key of the event, a removal, holds, as callers of this
     * function have passed it: its value, and the field of it in which the key stands
     * (0: in none). NULL: nobody knows. */
    bool (*supposed)(void *ctx, Flow *flow, const MapEvent *event, EntryFact *entry,
                     Sym *key_field);
    /* The value was handed to something nobody knows. */
    void (*expose)(void *ctx, Flow *flow, const State *state, ValueId value);
    /* The value was stored where it may outlive the function's variables. */
    void (*keep)(void *ctx, Flow *flow, const State *state, ValueId value);
    /* A call through a pointer whose target is not known. Appends the states after it
     * for the targets it can think of, and says true when there is no other. */
    bool (*call_value)(void *ctx, Flow *flow, State *state, ValueId target,
                       const CallSite *call, StateList *out);
} FlowClient;

enum {
    CALL_DEPTH_MAX = 8,
    CALLS_MAX = 64, /* run inside one call: callbacks of callbacks multiply */
    STATES_MAX = 8,
    CALL_FORKS = 3,
    TURNS_MAX = 2,
    VISITS_MAX = 48
};

/* Numbers of fresh values of an event: its result; a result that says whether the event
 * happened at all, and what a function nobody knows answered during an iteration, which
 * are remembered longer. */
enum {
    FRESH_RESULT = 0,
    FRESH_POSITION = 60,
    FRESH_KEY = 61,
    FRESH_INSIDE = 62,
    FRESH_HEAD = 90,
    FRESH_SUPPOSED = 94,
    FRESH_LOCK = 95,
    FRESH_DECISION = 99,
    FRESH_ANSWER = 100,
    /* What a callee stored: in a field that it names itself, and elsewhere. */
    FRESH_STORED = 2000,
    FRESH_STORED_IN_FIELD = 2100,
    FRESH_STORED_END = 2200
};

enum { ORIGIN_MAX = 4 };

/* The result of a call, and what it may have been made of. */
typedef struct Origin {
    ValueId made;
    ValueId key;    /* the call as a value: function and arguments */
    uint32_t count; /* arguments, 0: not told; one: a copy or conversion, more:
                       something composed */
    ValueId from[ORIGIN_MAX];
} Origin;

struct Flow {
    const Unit *unit;
    const Func *fn;
    const ModelSet *models;
    const FlowClient *client;
    Arena *arena; /* scratch: everything of this run */
    ValueTable *values;
    Cfg cfg;
    uint64_t *live; /* per block, a bit per variable: may be read later */
    uint32_t live_words;
    uint32_t *site_base;      /* per block: number of its first event */
    BlockId block;            /* being run */
    uint32_t site;            /* event being run */
    Span at;                  /* ... its place in the source */
    ValueId returned;         /* while a return is being looked at: the value, else 0 */
    unsigned hops;            /* choices among several targets around this call */
    unsigned depth;           /* calls being run inside each other at one event */
    unsigned calls;           /* ... and run there so far */
    VEC(Origin) origins;      /* of results of calls */
    bool cut_short;           /* paths were dropped */
    bool met_opaque;          /* something nobody knows was called */
    const MapEvent *teardown; /* the destroy functions of this event are being run */
    uint32_t map_operations, iterations, unmodelled; /* places in the code */
    uint64_t *counted; /* a bit per site: counted in the statistics */
};

/* Runs the function to its end; nothing of it outlives `arena`'s mark. */
void flow_run(Flow *flow, const Unit *unit, const Func *fn, const ModelSet *models,
              const FlowClient *client, Arena *arena);

/* ---- memory.c ---- */
ValueId flow_address(Flow *flow, State *state, PlaceId place);
ValueId flow_eval(Flow *flow, State *state, Operand operand);
/* The content of an address; `why` (may be NULL) receives where it was stored. */
ValueId flow_load(Flow *flow, State *state, ValueId addr, Span *why);
void flow_store(Flow *flow, State *state, ValueId addr, ValueId value, Span why);
/* The memory at `addr` and in the object there is unknown from now on. */
void flow_forget(Flow *flow, State *state, ValueId addr);
/* A call we know nothing of got this value: nil-ness behind it is forgotten. */
void flow_expose(Flow *flow, State *state, ValueId value);
void flow_zero(Flow *flow, State *state, ValueId addr, Span why);
/* A new symbol for something made at the event being run. */
ValueId flow_fresh(Flow *flow, const State *state, uint32_t which);
/* Remembers that a result was made of the arguments of a call. */
void flow_made_of(Flow *flow, ValueId made, const CallSite *call);
const Origin *flow_origin(const Flow *flow, ValueId made); /* or NULL */
/* Remembers which call the result is the answer of, and no more. */
void flow_answers(Flow *flow, ValueId made, const CallSite *call);
/* A call as a value: equal for the same function with the same arguments. */
ValueId flow_call_key(Flow *flow, const CallSite *call);
/* The part of the object at `base` that `name` stands for, a function or a global. */
ValueId flow_part(Flow *flow, ValueId base, Sym name);
/* The slot of a key in a map, an address. */
ValueId flow_slot(Flow *flow, ValueId map, ValueId key);

/* ---- padding.c ---- */
/* What the `hash` event tells, when the bytes of `key` are proven to be unset; else
 * NULL. */
const Padding *padding_unset(Flow *flow, const State *state, const Event *note,
                             ValueId key);

/* ---- name.c ---- */
/* How a user would write the value, or what stands at an address; NULL when he has no
 * name for it. */
const char *flow_name(Flow *flow, const State *state, ValueId value);
const char *flow_place_name(Flow *flow, const State *state, ValueId addr);

/* ---- nil.c ---- */
/* Adds `value cmp number`; false when that contradicts what is known. */
bool flow_assume(Flow *flow, State *state, ValueId value, CmpKind cmp, int64_t number,
                 Span why);
bool flow_assume_cond(Flow *flow, State *state, const Cond *cond, bool holds, Span why);
/* Is `value cmp number`? 1 yes, 0 no, -1 unknown. */
int flow_test(const Flow *flow, const State *state, ValueId value, CmpKind cmp,
              int64_t number);
/* Can no number be both `a x` and `b y`? */
bool flow_contradict(CmpKind a, int64_t x, CmpKind b, int64_t y);
/* Does the value lie in lo..hi (and is it not 0)? 1 yes, 0 no, -1 unknown. */
int flow_fits(const Flow *flow, const State *state, ValueId value, int64_t lo,
              int64_t hi, bool not_zero);
/* The number the value is known to be, through facts and sums. */
bool flow_number(const Flow *flow, const State *state, ValueId value, int64_t *number);
/* The function whose address the value is; 0 when that is not known. */
Sym flow_function(const Flow *flow, const State *state, ValueId value);
/* From now on the value is that function; false when it is known to be another, NULL,
 * or no function at all. */
bool flow_assume_function(Flow *flow, State *state, ValueId value, Sym function);
/* Marks a value as not NULL. */
void flow_not_null(Flow *flow, State *state, ValueId value, Span why);

/* Why a map is nil on this path: where, and in words. */
typedef struct NilReason {
    Span span;
    const char *text;
    bool may;   /* not on this very path: evidence from elsewhere says it may be */
    bool unset; /* it is not NULL but has never been given a value */
} NilReason;
/* NULL unless the value is proven nil. `at` is the address it came from, or 0. */
const NilReason *flow_nil(Flow *flow, const State *state, ValueId value, ValueId at);

/* ---- bits.c ---- */
/* Is the value `base & mask`, with a constant mask? */
bool bits_of(const ValueTable *values, ValueId id, ValueId *base, uint64_t *mask);
/* What facts on other bits of the same base say of such a value; false: nothing. */
bool bits_known(const Flow *flow, const State *state, ValueId id, bool *not_zero,
                bool *zero);

/* ---- unset.c ---- */
/* The event is over: the locals that it may have given a value. */
void unset_give(const Flow *flow, State *state, const Event *event);
/* The loop was made no turn of: what it would have given a value goes with more than is
 * known of that. */
void unset_skipped(const Flow *flow, State *state, uint32_t loop);
void unset_join(Flow *flow, State *into, const State *from);
/* The local that the map stands in, or was read from, when nothing has given it a value
 * on this path; else NULL. */
const Var *flow_unset(const Flow *flow, const State *state, ValueId map);

/* ---- decide.c ---- */
/* A branch is taken because `value cmp number`, which was not known. Paths that decide
 * the same question twice in different ways are doubtful: between the two somebody may
 * have changed the answer, but as a rule nobody has. */
void flow_decide(Flow *flow, State *state, ValueId value, CmpKind cmp, int64_t number);

/* ---- locks.c ---- */
void locks_take(Flow *flow, State *state, ValueId lock, bool shared);
bool locks_held(const State *state, ValueId lock);
void locks_give_back(Flow *flow, State *state, ValueId lock);

/* ---- keep.c ---- */
/* The value was stored at the address. */
void keep_stored(Flow *flow, State *state, ValueId addr, ValueId value);
/* Somebody holds the value for longer, and all that can be reached from it. */
void keep_value(Flow *flow, State *state, ValueId value);
/* What stands in the object at `addr` is copied to where it cannot be followed. */
void keep_parts(Flow *flow, State *state, ValueId addr);
/* The object is freed or wiped: maps that stood in it alone have no holder any more. */
void keep_owner_gone(Flow *flow, State *state, ValueId object, Span span);
/* Notes the maps that nobody holds any more, now that dead variables are forgotten.
 * Other paths may join this one before it returns. */
void keep_unheld(const Flow *flow, State *state);
/* The function returns on a path that is not proven: shows these maps (EV_COPY). */
void keep_show_lost(Flow *flow, State *state);
/* Before a variable gets another value: shows it (EV_COPY) when the map there is lost.
 */
void keep_overwritten(Flow *flow, State *state, ValueId addr, ValueId value, Span why);
/* Nobody is left who could free the map when the function returns `value`. */
bool keep_loses(const Flow *flow, const State *state, const MapFact *map,
                ValueId value);

/* ---- entry.c ---- */
/* The field or global that the map stands in; `owner` receives the object of a field,
 * else 0. 0 when it stands in neither. */
Sym entry_home(const Flow *flow, const State *state, ValueId map, ValueId *owner);
/* The value was found in the map: it stands under the key that all its values stand
 * under. */
void entry_meet(Flow *flow, State *state, const MapEvent *event, ValueId value);
/* An entry is about to leave that this function knows nothing of: what its callers pass
 * may say what it holds. */
void entry_suppose(Flow *flow, State *state, const MapEvent *event);

/* ---- iter.c ---- */
void iter_begin(Flow *flow, State *state, const MapEvent *event);
void iter_advance(Flow *flow, State *state, const MapEvent *event);
void iter_end(State *state, const MapEvent *event);
/* The map changes: kills the iterations for which the law is proven to say so. */
void iter_change(Flow *flow, State *state, const MapEvent *event);
/* Is the event's map the one that is iterated over, at least for some caller? */
bool iter_is_over(const Flow *flow, const IterFact *iter, ValueId map);
/* A value is known to be 0 or not: an advance that gave 0 closes the iteration, and a
 * change that is told to have changed nothing kills none. */
void iter_learn(State *state, ValueId value, bool zero);
/* The object was stored or handed on: so is an iterator that it is or holds. */
void iter_keep(const Flow *flow, State *state, ValueId object);
/* The law wants the iteration to be ended, and nobody is left to do it when the
 * function returns the value (0: none). */
bool iter_left_open(const Flow *flow, const State *state, const IterFact *iter,
                    ValueId returned);

/* ---- position.c ---- */
/* The value `it` is an iterator that stands on the entry under `key` of the event's
 * map. */
void position_stand(Flow *flow, State *state, const MapEvent *event, ValueId it,
                    ValueId key);
/* The iterator that is the event's result stands on the entry after that of its iter.
 */
void position_advance(Flow *flow, State *state, const MapEvent *event);
/* The value is not 0: if it is an iterator, its entry is there. */
void position_learn(Flow *flow, State *state, ValueId value);
/* The event's key is in its map from now on. */
void position_present(Flow *flow, State *state, const MapEvent *event);
/* Forgets iterators that nobody holds. */
void position_trim(State *state);

/* ---- mapfact.c ---- */
void mapfact_change(Flow *flow, State *state, const MapEvent *event);
/* A reference to the map was given back. */
void mapfact_dropped(State *state, ValueId value);
/* A loop of unknown count was left without a turn. */
void mapfact_passed_by(State *state);
/* The value left the function's sight. */
void mapfact_escape(State *state, ValueId value);

/* Somebody unknown may have put entries into any map. */
void mapfact_touched(State *state);

/* ---- heap.c ---- */
/* The object at `value` begins to live on this path. */
void heap_made(Flow *flow, State *state, ValueId value, const char *by, Span born);
/* The object is gone. What was kept of it as an entry of a map stays kept. */
void heap_end(Flow *flow, State *state, ValueId value, const char *by, Death death);
/* The value is known to be 0: what it should have told of did not happen. */
void heap_learn_zero(State *state, ValueId value);
/* The fact of the dead object that the address lies in; NULL when it may live. */
const HeapFact *heap_dead(const Flow *flow, const State *state, ValueId addr);
/* Memory at `addr` is read or written: a use of the pointer behind it. */
void heap_touch(Flow *flow, State *state, ValueId addr, const Chain *chain);
/* The value left the function's sight. */
void heap_escape(State *state, ValueId value);
/* A call of something nobody knows: memory that it can reach may have been set anew, so
 * what stands there is no longer proven dead; and maps that it can reach need not hold
 * what they held. */
void heap_opaque(Flow *flow, State *state);
/* The value is held by somebody beside the function's variables. */
void heap_share(const Flow *flow, State *state, ValueId value);
/* Somebody looks at entries in a way that does not tell which: he may free them. */
void heap_looked(const Flow *flow, State *state, ValueId map);
/* The object that the value is, or points into, as far as anything is known of it; else
 * the value itself. */
ValueId heap_object(const Flow *flow, const State *state, ValueId value);
/* A map is given a value to hold, by `store`. */
void heap_give(Flow *flow, State *state, const MapEvent *event,
               void (*store)(Flow *flow, State *state, const MapEvent *event));
/* The value is an argument of a call that may do anything with it. */
void heap_hand(State *state, ValueId value);
/* A map event: entries come and go, pointers into the map die by its law. */
void heap_change(Flow *flow, State *state, const MapEvent *event);
/* The map of the entry holds it from now on. */
void heap_keep(Flow *flow, State *state, EntryFact entry);
/* Has the map not refused the entry, as far as is known? */
bool heap_holds(const Flow *flow, const State *state, const EntryFact *entry);
/* `value` was found in the map under `key`. */
void heap_found(Flow *flow, State *state, const MapEvent *event, ValueId value);
/* An entry that is named by its value alone: the key it is known to stand under, or 0.
 */
ValueId heap_key_of(const State *state, ValueId map, ValueId val);
/* `pointer` points to the entry of the event. */
void heap_borrow(Flow *flow, State *state, const MapEvent *event, ValueId pointer);
/* What both know. */
void heap_join(State *into, const State *from);
/* Shows an event on a value to the client. */
void heap_show(Flow *flow, State *state, Verb verb, ValueId value, const char *by,
               Span span, const Chain *chain);

/* ---- teardown.c ---- */
/* What an event on a map lets go, and what is to be called for it (0: nothing). */
typedef struct Teardown {
    ValueId destroy_key, destroy_val;
    VEC(EntryFact) leaving;
} Teardown;
/* Before the event is applied. */
Teardown teardown_begin(Flow *flow, const State *state, const MapEvent *event);
/* ... and after. What comes out is put in the place of the states. */
void teardown_run(Flow *flow, const Teardown *teardown, StateList *states,
                  const MapEvent *event);

/* ---- back.c ---- */
/* The field or global that the map stands at, through elements of arrays: what it was
 * read from, else the address `at` (0: not known). 0: it stands at neither. */
Sym flow_home(const Flow *flow, ValueId map, ValueId at);
/* Where the map of an event stands: in which field, of which object; and the object
 * that holds this one, or 0. */
typedef struct BackOwner {
    Sym field;
    ValueId object[2];
} BackOwner;
/* False when the map stands in no field. */
bool back_owner(const Flow *flow, const MapEvent *event, BackOwner *owner);
/* A key or value came out of the map of the event. */
void back_learn(Flow *flow, State *state, const MapEvent *event, ValueId value,
                bool is_key);

/* ---- exec.c ---- */
/* Runs one event on one state; appends what comes out (none: the path ends). */
void exec_event(Flow *flow, State *state, const Event *event, StateList *out);
/* Shows a map event to the client and applies it. Destroy functions run here. */
void exec_map_event(Flow *flow, State *state, const MapEvent *event, StateList *out);
/* Calls a value: by its model, by the client, or as a call of something unknown.
 * Appends the states after it, each with its `result`; none when it does not return. */
void exec_invoke(Flow *flow, State *state, ValueId target, const CallSite *call,
                 StateList *out);

/* ---- model_call.c ---- */
/* Runs a call by its model rows; false when none of them fits. */
bool exec_model(Flow *flow, State *state, const CallSite *call, StateList *out);
/* ... by what its declaration says; false when that is nothing. */
bool exec_declared(Flow *flow, State *state, const CallSite *call, StateList *out);

/* ---- join.c ---- */
/* At most `most` states: equal ones once, then like ones joined, then dropped. */
void states_reduce(Flow *flow, StateList *list, uint32_t most);

/* ---- live.c ---- */
void live_compute(Flow *flow);
/* Forgets what can no longer be read at the start of a block. */
void live_trim(Flow *flow, State *state, BlockId block);

#endif
