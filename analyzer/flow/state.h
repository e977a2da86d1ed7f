/*
 * State: what is known on one path through a function.
 *
 * Addresses map to values (cells), values carry attributes: bounds and nil-ness
 * (facts), what is known of a map (maps), of what any pointer points to (heap), which
 * entries maps hold (entries), open iterations (iters). A State is a plain value over
 * arrays in the flow's arena; state_fork() copies it. States of different
 * paths are kept apart; see solve.c for the bound.
 */
#ifndef MAPVET_FLOW_STATE_H
#define MAPVET_FLOW_STATE_H

#include "flow/value.h"
#include "model/model.h"

/* `value` stands at `addr`; `why` is where it was stored. */
typedef struct Cell {
    ValueId addr, value;
    Span why;
} Cell;

enum { NOT_MAX = 6 };

/* lo <= value <= hi, and it is not 0 when not_zero. `weak`: assumed of a callee's
 * result ("perhaps NULL"), not seen by a test; proves nothing. `implied`: follows from
 * a use, not from a test; no guard for callers. `function`: it is the address of this
 * function. */
typedef struct Fact {
    ValueId value;
    bool not_zero, weak, implied;
    int64_t lo, hi;
    uint8_t not_count;
    Sym function;
    int64_t not[NOT_MAX]; /* other numbers it is not: the cases a switch passed by */
    Span why;
} Fact;

/* The calls from an event in the function down to where it really happens. */
typedef struct Chain {
    Sym func;        /* called at ... */
    Span span;       /* where, in `func`, the next call or the event stands */
    uint32_t length; /* calls from here down */
    const struct Chain *next;
} Chain;

/* The entry an event touches, seen from an iteration. */
typedef enum { REL_UNKNOWN, REL_SAME, REL_OTHER, REL_MANY } Relation;

typedef struct Death {
    uint8_t verb;
    uint8_t relation;
    const char
        *passed;     /* the map as some callers pass it, when that makes it the one */
    ValueId decides; /* when this turns out to be 0, nothing happened; 0: it did */
    Span span;
    const Chain *chain; /* NULL: right here */
    uint32_t blurs;     /* State.blurs at that time */
} Death;

enum { TESTS_MAX = 4 };

/* A map made on this path, or one of which something is known. */
typedef struct MapFact {
    ValueId map;
    const MapLaw *law;
    bool made;     /* created on this path */
    bool reserved; /* given capacity after it was made */
    bool tested;   /* it was counted or iterated, or many keys were looked up */
    uint8_t test_count;
    ValueId tests[TESTS_MAX]; /* keys that were looked up and not known to be there */
    bool escaped;             /* stored or passed where it can no longer be followed */
    bool freed;
    bool kept;      /* somebody other than this function's variables holds it */
    bool dropped;   /* a reference was given back; others may be left */
    bool passed_by; /* by a loop, made no turn of, that might have taken care of it */
    ValueId holder; /* address, outside plain variables, where alone it was stored */
    Sym held_as;    /* first variable it was put in */
    bool context;   /* its memory goes with something else */
    Span lost;      /* where, on a proven path, nothing held it any more */
    Span orphaned;  /* where the object that held it was freed or wiped */
    const char *orphan_of; /* ... and where in it the map stood: "self->seen" */
    bool bare;             /* it owns no memory yet */
    bool empty;            /* cleared, and nobody has touched it since */
    bool emptied;          /* cleared or entries deleted: what is stored may be gone */
    uint32_t loop;         /* innermost loop in which it was made */
    ValueId hint;          /* capacity it was made with; 0: the function takes none */
    bool takes_hint;
    bool only_hint; /* the call that made it has the capacity as its only argument */
    Span born;
    const char *made_by; /* name of the function that made it */
    ValueId hash;        /* the function that hashes its keys; 0: unknown */
    ValueId destroy_key, destroy_val;
    bool destroys; /* perhaps: the functions given to it are not known */
} MapFact;

typedef struct IterFact {
    ValueId it, map; /* `it` is the iterator's address or value */
    const MapLaw *law;
    uint8_t kind;
    bool open, dead;
    uint32_t loop;    /* innermost loop in which it advances */
    uint8_t turns;    /* times advanced, up to 3 */
    ValueId key, val; /* of the current entry */
    ValueId turn;     /* result of the last advance; it ends when this is 0 */
    bool kept;        /* somebody else may end it: it was handed on or stored */
    bool elsewhere;   /* a callee advances it, and may have seen its end */
    Span begin;
    const char *name; /* the map, as the user wrote it */
    Death death;
} IterFact;

/* What is known of the object that a value points to, of whatever kind: memory, a map,
 * an entry of one. MapFact says what it is like as a map. A dead value is no fault
 * yet; its use is ("violation at use"). */
typedef struct HeapFact {
    ValueId value;
    bool made;          /* allocated on this path; a map: created */
    bool escaped;       /* stored or passed where it can no longer be followed */
    bool dead;          /* freed, or moved by its map: `death` says by what */
    bool borrowed;      /* points into `map`, to the entry under `key` */
    bool is_position;   /* and is an iterator */
    bool shared;        /* held by more than plain variables and one map made here */
    bool lent;          /* held by more than plain variables and one map, whosever */
    ValueId given_to;   /* that map */
    Span taken;         /* where an entry that held it left its map */
    ValueId taken_from; /* ... this one; 0: none did */
    const char *taken_name;
    bool taken_stolen;     /* ... by a call that runs no destroy functions */
    Span orphaned;         /* where that map let go of it */
    Span given;            /* ... and where it had been given to it */
    const char *orphan_of; /* that map's name */
    Verb orphan_verb;
    Span map_born;
    uint32_t loop; /* innermost loop in which it was made */
    Span born;
    const char *made_by; /* name of the function that made it, or NULL */
    ValueId map, key;    /* borrowed: from which entry; else: it died with that entry */
    Death death;
    const char *dead_by; /* name of the function that ended it, or NULL */
} HeapFact;

/* A map holds `val` under `key`, as the pointers that it stores. Either may be 0, when
 * it is not known. Gone when an event may have removed it. */
typedef struct EntryFact {
    ValueId map, key, val;
    bool written; /* put there on this path; else found there */
    bool own_key; /* `key` is the pointer that the map stores, not one equal to it */
    bool takes_key, takes_val; /* the map owns them, by its library's law */
    bool links;                /* the element carries the links of the map in it */
    bool refuses;              /* not held when `answer` is not positive */
    bool negative_fails;       /* ... when it is negative */
    ValueId answer;            /* of the write; 0: none */
    Span span;                 /* of the write or look-up */
    const Chain *chain;
    const char *name; /* the map, as the user wrote it */
} EntryFact;

/* A branch was taken because of `key cmp number`. The key is a value, or, for the
 * result of a call, the call itself: function and arguments. */
typedef struct Decision {
    ValueId key;
    BlockId block;
    uint8_t cmp;
    int64_t number;
} Decision;

/* A lock is held, for reading only when `shared`; or one that the caller held was given
 * back. The list is never changed: states share it. */
typedef struct LockFact {
    ValueId lock;
    bool shared, given_back;
    const struct LockFact *next;
} LockFact;

/* The memory at `base` was zeroed at `why`; cells written later win. */
typedef struct Zeroed {
    ValueId base;
    Span why;
} Zeroed;

typedef struct State {
    VEC(Cell) cells; /* sorted by addr */
    VEC(Fact) facts; /* sorted by value */
    VEC(MapFact) maps;
    VEC(IterFact) iters;
    VEC(Zeroed) zeroed;
    VEC(HeapFact) heap;      /* sorted by value */
    VEC(EntryFact) entries;  /* oldest first */
    VEC(Decision) decisions; /* the last ones */
    VEC(uint64_t) given;     /* a bit per local: it may have a value (unset.c) */
    const LockFact *locks;
    uint8_t *turns; /* per loop of the function: back edges taken */
    uint32_t loops;
    ValueId result;    /* of the last call */
    uint32_t blurs;    /* times the path was blurred */
    bool doubtful : 1; /* two decisions on this path hardly go together */
    bool contrary : 1; /* ... on each of the paths that were joined here */
    bool blurred : 1;  /* decided by a value that a join made */
    bool crossed : 1;  /* ... a join of paths that the caller can tell apart */
    bool asserted : 1; /* an assertion failed on this path: its author rules it out */
    bool beside : 1;   /* a thread begun here is being run, not this function */
    bool spawned : 1;  /* a thread was begun, and none waited for since */
    uint64_t effects;  /* bits of the summary's effects that happened on this path */
    uint64_t surely;   /* ... and whatever was left open on the way */
} State;

typedef VEC(State *) StateList;

State *state_new(Arena *arena, uint32_t loops);
State *state_fork(Arena *arena, const State *state);
/* Equal but for where things were learnt. */
bool state_eq(const State *a, const State *b);
/* Alike in what findings are made of (iterations, maps made on the way, zeroed memory):
 * the two may be joined. */
bool state_same_shape(const State *a, const State *b);

/* ---- locks.c ---- */
bool locks_eq(const State *a, const State *b);

Cell *state_cell(const State *state, ValueId addr); /* NULL when nothing is known */
/* Index of the first cell whose address is no smaller number. */
uint32_t state_first_cell(const State *state, ValueId addr);
void state_set_cell(State *state, Arena *arena, Cell cell);
void state_drop_cell(State *state, ValueId addr);
/* Keeps the cells for which `keep` says so. */
void state_keep_cells(State *state, bool (*keep)(void *ctx, const Cell *cell),
                      void *ctx);

Fact *state_fact(const State *state, ValueId value);
void state_set_fact(State *state, Arena *arena, Fact fact);
void state_drop_fact(State *state, ValueId value);

MapFact *state_map(const State *state, ValueId map); /* NULL when nothing is known */
MapFact *state_map_add(State *state, Arena *arena, ValueId map);
IterFact *state_iter(const State *state, ValueId it);
void state_drop_iter(State *state, ValueId it);
HeapFact *state_heap(const State *state, ValueId value); /* NULL: nothing known */
HeapFact *state_heap_add(State *state, Arena *arena, ValueId value);

#endif
