/*
 * Bind: what function pointers and maps may be, over the whole program.
 *
 * A constraint graph in the manner of Andersen ("Program Analysis and Specialization
 * for the C Programming Language", 1994), field-based and blind to the order of
 * statements: a node for each field of a record, global, field of a global, parameter,
 * result and local; an edge wherever a value may go from one to another. What travels
 * are only addresses of functions, addresses of globals, and maps as their constructor
 * made them. A node that more than TARGETS_MAX of them reach is opaque: it could be
 * anything.
 *
 * The graph is put together from parts, one a unit, each a function of the unit's IR
 * alone; their order does not matter. Near linear in the size of the IR.
 */
#ifndef MAPVET_SUMMARY_BIND_H
#define MAPVET_SUMMARY_BIND_H

#include "ir/ir.h"
#include "model/model.h"

enum { TARGETS_MAX = 8, BIND_ARGS_MAX = 8 };

typedef enum {
    BIND_NONE,
    /* nodes */
    BIND_FIELD,  /* a: "record.field" of whatever object */
    BIND_STORED, /* a: "record.field", as far as it is written through pointers */
    BIND_MEMBER, /* a: the field, b: the global that it lies in */
    BIND_GLOBAL, /* a: the global itself */
    BIND_PARAM,  /* a: function, b: number */
    BIND_RESULT, /* a: function */
    BIND_LOCAL,  /* a: function, b: VarId */
    /* values */
    BIND_FUNC,    /* a: the function whose address it is */
    BIND_ADDRESS, /* a: the global whose address it is */
    BIND_MAP,     /* a: the function that made it, b: number of the making call */
} BindKind;

/* A node, or something that travels. */
typedef struct BindTerm {
    uint32_t kind; /* BindKind */
    Sym a;
    uint32_t b;
} BindTerm;

/* `to` may become `from`; a call (its callee's term in `from`): `to` receives the
 * result, NONE when it is dropped. */
typedef struct BindFact {
    bool is_call;
    uint8_t arg_count;
    uint8_t addresses; /* a bit per argument: what it points to may be written */
    BindTerm from, to;
    BindTerm *args; /* of a call */
} BindFact;

/* What one unit says. */
typedef struct BindPart {
    VEC(BindFact) facts;
    VEC(Sym) bodies; /* functions that it defines */
} BindPart;

/* In the arena; reads nothing but the unit. */
BindPart *bind_read(Arena *arena, const Unit *unit);
/* Adds what one function of the unit says. */
void bind_read_func(Arena *arena, const Unit *unit, const Func *fn, BindPart *part);

typedef struct Bind Bind;

Bind *bind_new(Arena *arena, const Intern *intern);
/* Copies what it needs, but for the arguments of calls. */
void bind_add(Bind *bind, const BindPart *part);
/* After the last part: lets everything travel. `models` knows the constructors of maps;
 * it must outlive the graph. */
void bind_solve(Bind *bind, const ModelSet *models);

/* The functions that may be at a node, sorted by name; none when opaque. */
typedef struct Targets {
    uint32_t count;
    Sym func[TARGETS_MAX];
} Targets;

/* The node of what stands at a place of a function (0 terms when it has none). */
BindTerm bind_place(const Unit *unit, const Func *fn, const Place *place);
/* Where a store through the address goes. */
BindTerm bind_pointed(BindTerm address);
Targets bind_functions(const Bind *bind, BindTerm node);
/* The globals whose addresses may be at a node; none when something else may be, too.
 */
Targets bind_addresses(const Bind *bind, BindTerm node);

/* What callers pass as a parameter, as far as it stands in globals or in fields of
 * them: sorted, and none when it is too much. */
typedef struct Passed {
    uint32_t count;
    BindTerm node[TARGETS_MAX];
} Passed;
Passed bind_passed(const Bind *bind, BindTerm param);

/* A map as all that is known to be put at a node was made. */
typedef struct BoundMap {
    const MapLaw *law;
    Sym maker;                    /* the constructor */
    Sym destroy_key, destroy_val; /* 0: none */
} BoundMap;

/* False when nothing is known of the maps there, or not all were made alike. */
bool bind_map(const Bind *bind, BindTerm node, BoundMap *map);

#endif
