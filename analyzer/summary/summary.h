/*
 * Summary: what a function does to its callers' maps.
 *
 * Effects are map events on places a caller can name, each with its guard, collected
 * over all paths. Outcomes are the ways the function ends, at most three, told apart by
 * what it returns: with what held at entry, what it stored, and which effects may have
 * happened on the way. A call forks into the outcomes that the caller's state allows.
 */
#ifndef MAPVET_SUMMARY_SUMMARY_H
#define MAPVET_SUMMARY_SUMMARY_H

#include "ir/facts.h"
#include "ir/pack.h"
#include "summary/bind.h"
#include "summary/path.h"

enum {
    EFFECTS_MAX = 64, /* bits of State.effects */
    ATOMS_MAX = 4,
    STORES_MAX = 16,
    EXPOSED_MAX = 12,
    HELD_MAX = 16,
    DESC_ARGS_MAX = 8,
    GONE_MAX = 12,
    KEPT_MAX = 4,
    USES_MAX = 12,
    CHAIN_MAX = 32, /* calls from a function down to an effect that it passes on */
};

/* Something a caller can compute: a constant, one of its own values, a new map. */
typedef enum {
    DESC_UNKNOWN,
    DESC_NONE, /* there is no value (no key, void) */
    DESC_INT,
    DESC_STR,
    DESC_FUNC,
    DESC_PATH,
    DESC_MAP,      /* a map made by the function and handed over */
    DESC_NOT_NULL, /* something new that is not NULL */
    DESC_ZEROED,   /* of a store: all of the memory there is zero */
} DescKind;

typedef struct Desc {
    uint8_t kind;
    int64_t number; /* DESC_INT */
    Sym sym;        /* DESC_STR, DESC_FUNC */
    Path path;
    const MapFact *map; /* DESC_MAP: law, hint, destroy functions as constants */
    bool fresh;         /* memory allocated by the function, which nobody else holds */
    bool shared;        /* DESC_MAP: somebody else holds it, too */
    bool composed;      /* made by a call of several arguments: a value of its own */
    int64_t hint;       /* DESC_MAP: constant capacity, -1 unknown */
} Desc;

/* lo <= path <= hi at entry; not_zero: and not 0; function: and its address. With a
 * `mask` it is about these bits of what stands at the path; 0: the whole. */
typedef struct Atom {
    Path path;
    uint64_t mask;
    int64_t lo, hi;
    bool not_zero;
    Sym function;
} Atom;

typedef struct Guard {
    uint8_t count;
    Atom atom[ATOMS_MAX];
} Guard;

/* An iteration of the callee over a map that its caller can name, open while the effect
 * happens. `goes_on`: it is advanced afterwards; after a call only when its result lies
 * in lo..hi (and is not 0). */
typedef struct Walk {
    bool is_open, goes_on, not_zero;
    uint8_t kind;
    const MapLaw *law;
    Path map;
    int64_t lo, hi;
} Walk;

enum { LOCKS_MAX = 2 };

typedef struct LockPath {
    Path path;
    bool shared;
} LockPath;

/* Locks on every path; `others`: and perhaps some that a caller cannot name. */
typedef struct LockSet {
    uint8_t count;
    bool others;
    LockPath lock[LOCKS_MAX];
} LockSet;

typedef struct Effect {
    uint8_t verb; /* Verb; EV_CALL: the function at `map` is called with args */
    uint8_t entry;
    bool many;
    bool told; /* EV_WRITE: the library's answer says whether it was done */
    bool keeps_iterator, no_destroy, counted, empties, deals, copies_key;
    bool doubtful; /* seen only on paths whose decisions may not go together */
    bool widens;   /* ... also on such, and those do not keep to the guard */
    bool bound;    /* EV_CALL: effects of the possible targets stand here as well */
    uint8_t hops;  /* choices among several targets on the way to it */
    const MapLaw *law;
    Path map;
    bool has_iter;
    Path iter;
    Desc key, val;
    Guard guard;
    bool tied;      /* happens only if the function returns something other than 0 */
    const char *by; /* the function that does it */
    Span span;      /* in the summarised function */
    const Chain *chain;
    int64_t count; /* EV_WRITE in a loop: turns, when constant */
    uint8_t arg_count;
    Desc args[DESC_ARGS_MAX];
    Walk walk;
    LockSet locks; /* held by the function, meanwhile */
    bool beside;   /* in a thread that it begins */
} Effect;

typedef struct Store {
    Path at;
    Desc value;
    Span span;
} Store;

/* An object that is freed whenever the function ends in this way (or was NULL when it
 * began). What is freed only on some of the paths is no Gone: the last reference of
 * several is told apart by nothing that a caller sees. */
typedef struct Gone {
    Path path;
    uint8_t verb; /* EV_DISPOSE, EV_FREE */
    const char *by;
    Span span; /* in the summarised function */
    const Chain *chain;
} Gone;

/* An entry that a map holds whenever the function ends in this way, put there by it. */
typedef struct Kept {
    Path map;
    Desc key, val;
    bool takes_key, takes_val;
    Span span;
    const Chain *chain;
} Kept;

/* Memory is read or written through what stands at the path. */
typedef struct Use {
    Path path;
    Guard guard;
    Span span;
    const Chain *chain;
} Use;

typedef enum {
    RETURNS_ZERO,
    RETURNS_OTHER,
    RETURNS_NOT_ZERO,
    OUTCOMES_MAX
} OutcomeKind;

typedef struct Outcome {
    bool exists;
    bool asserted; /* only after an assertion failed: its author rules it out */
    bool blurred;  /* for arguments of which one or the other is wrong: like that of an
                      asserted one, its result proves nothing */
    Guard guard;
    Desc result;
    bool more_stores; /* than there is room for: what it was given is unknown after */
    uint8_t store_count;
    Store *store; /* room for STORES_MAX while the function is run */
    uint8_t gone_count, kept_count;
    Gone *gone;
    Kept *kept;
    LockSet taken, given_back;
    bool spawned;     /* a thread was begun */
    uint64_t effects; /* indices that may have happened */
    uint64_t surely;  /* ... that happen on every path */
} Outcome;

typedef struct Summary {
    Sym name;
    bool cut_short;    /* paths were dropped: silence proves nothing */
    bool exposed_more; /* than there is room for: perhaps all it was given */
    uint8_t exposed_count;
    Path exposed[EXPOSED_MAX]; /* what it handed to something nobody knows */
    bool opaque; /* calls something nobody knows, which may set any memory anew */
    uint8_t use_count;
    Use *uses;
    bool held_more; /* as exposed_more */
    uint8_t held_count;
    Path held[HELD_MAX]; /* what it stored where it stays, on some path */
    uint8_t effect_count;
    Effect *effects;
    Outcome outcome[OUTCOMES_MAX];
} Summary;

typedef enum {
    BIND_ASK_FUNCTIONS,
    BIND_ASK_ADDRESSES,
    BIND_ASK_MAP,
    BIND_ASK_PASSED
} BindQuestion;

/* What a function may ask about others while it is run. */
typedef struct Oracle {
    void *ctx;
    /* The summary of what a name means in the function's unit, or NULL. */
    const Summary *(*summary)(void *ctx, Sym callee);
    /* Will the function be run, which has no summary yet, and this one again then? */
    bool (*pending)(void *ctx, Sym callee);
    const Bind *bind; /* what function pointers may be; NULL: nobody knows */
    /* Told of each question to `bind`; may be NULL. */
    void (*asks_bind)(void *ctx, BindQuestion question, BindTerm node);
    /* See program_facts() and program_contribute(). */
    Facts (*facts)(void *ctx, FactKind kind, Sym key);
    void (*contribute)(void *ctx, ProgramFact fact);
} Oracle;

/* What a floor above wants to see of each function while it is summarised. */
typedef struct Watcher {
    void *ctx;
    void (*begin)(void *ctx, uint32_t func); /* its number in the program */
    void (*event)(void *ctx, Flow *flow, State *state, const MapEvent *event);
    /* See FlowClient.keep; may be NULL. */
    void (*keep)(void *ctx, Flow *flow, const State *state, ValueId value);
    /* See FlowClient.expose; may be NULL. */
    void (*expose)(void *ctx, Flow *flow, const State *state, ValueId value);
    void (*done)(void *ctx, Flow *flow); /* its memory is given back after */
    /* For programs that keep their runs (program.h), else NULL: writes what it was
     * shown in the run that is done, and takes that for what it was shown of a run that
     * is not made again; false when the bytes are none. */
    void (*keep_shown)(void *ctx, PackOut *out);
    bool (*take_shown)(void *ctx, uint32_t func, PackIn *in);
} Watcher;

/* Runs the function and lets the watcher see every event. The summary lives in the
 * arena, as does everything that was needed on the way. */
const Summary *summarise(const Oracle *oracle, const Unit *unit, const Func *fn,
                         const ModelSet *models, const Watcher *watcher, Arena *arena);

/* ---- apply.c ---- */
/* A call of a summarised function; see FlowClient.call. */
void summary_apply(const Summary *summary, Flow *flow, State *state,
                   const CallSite *call, StateList *out);

#endif
