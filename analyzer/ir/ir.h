/*
 * The IR: a program as events.
 *
 * A Unit is one translation unit: files, globals, functions, annotations. A Func is a
 * graph of Blocks; a Block is a run of Events and one Terminator. Cross references are
 * 32-bit ids inside the unit or function, never pointers, so that the IR can be stored,
 * compared and printed. Everything lives in the unit's arena; texts are Syms of the
 * session's Intern.
 *
 * Places. A Place is a root variable and selectors, and names a location in memory:
 *   FIELD f   the member f of the object at the location so far; f is "record.field",
 *             with the record that declares it
 *   DEREF     the object that the pointer stored at the location so far points to
 *   INDEX i   an element of the array at the location so far
 * So `p->f` is p DEREF FIELD f, `x.f` is x FIELD f, `*p` and `p[0]` are p DEREF, `p[i]`
 * for a pointer is p DEREF INDEX i, `a[i]` for an array is a INDEX i. A front end that
 * would need more than PLACE_MAX selectors copies the middle into a temporary.
 * Reading a place gives what is stored there; an ADDR operand gives its address. An
 * array or struct that decays to a pointer is an ADDR operand.
 */
#ifndef MAPVET_IR_IR_H
#define MAPVET_IR_IR_H

#include "base/intern.h"
#include "ir/source.h"

typedef enum {
#define EVENT(NAME, word, args, meaning) EV_##NAME,
#include "ir/events.def"
#undef EVENT
    EV_COUNT
} Verb;

typedef uint32_t VarId;
typedef uint32_t PlaceId; /* index into Func.places; 0 is "no place" */
typedef uint32_t BlockId; /* index into Func.blocks; 0 is the entry */

enum { PLACE_MAX = 8 };
#define NO_ID UINT32_MAX

/* A variable. `type` is the record or scalar it holds or points to, without pointers,
 * qualifiers and typedefs to pointers ("GHashTable", "int"), for choosing a map's law.
 */
typedef struct Var {
    Sym name; /* unique in the function: a shadowing local is "i#2"; globals that only
                 their file can name carry it: "table@src/a.c" */
    Sym type;
    uint8_t pointers; /* levels of pointer around `type`; arrays count one */
    bool is_array;
    bool is_record; /* a struct or union object itself, not a pointer */
    bool is_temp;   /* made by the front end; never shown to a user */
    bool is_static; /* global with internal linkage or static local */
    bool is_const;
    int64_t length; /* elements of an array of known length, else 0 */
    Span span;
} Var;

typedef enum { SEL_FIELD, SEL_DEREF, SEL_INDEX } SelKind;

typedef enum {
    OPND_NONE,
    OPND_UNKNOWN,
    OPND_INT,  /* number; 0 is also the null pointer */
    OPND_STR,  /* a text literal: sym */
    OPND_FUNC, /* a function's address: sym is its name (static ones as in Func.name) */
    OPND_PLACE, /* what is stored at place */
    OPND_ADDR,  /* the address of place */
} OperandKind;

typedef struct Operand {
    uint8_t kind;
    PlaceId place;
    Sym sym;
    int64_t number;
} Operand;

typedef struct Selector {
    uint8_t kind;
    Sym field;     /* SEL_FIELD: "record.field" */
    Operand index; /* SEL_INDEX: a number, a place of a plain variable, or unknown */
} Selector;

typedef struct Place {
    bool is_global;
    uint8_t count;
    VarId root; /* in Func.vars, or in Unit.globals when is_global */
    Selector sel[PLACE_MAX];
} Place;

typedef enum { CMP_NONE, CMP_EQ, CMP_NE, CMP_LT, CMP_LE, CMP_GT, CMP_GE } CmpKind;

/* What a branch tests: `a cmp b`; a plain truth test is `a != 0`; CMP_NONE is a test
 * the front end cannot express, both ways are possible. */
typedef struct Cond {
    uint8_t cmp;
    Operand a, b;
} Cond;

typedef struct Event {
    uint8_t verb;
    uint8_t op; /* COMPUTE: the operator's first character, '<' '>' shifts */
    uint16_t arg_count;
    PlaceId dst;    /* 0 when the result is dropped */
    Operand *args;  /* as named in events.def; CALL: the arguments */
    Operand callee; /* CALL: OPND_FUNC, or OPND_PLACE of a function pointer */
    Span span;      /* the user's own token, also inside a macro */
} Event;

typedef enum {
    TERM_GOTO,        /* to[0] */
    TERM_BRANCH,      /* cond holds: to[0], else to[1] */
    TERM_SWITCH,      /* cond.a equals cases[i].value: to[i]; else to[case_count] */
    TERM_RETURN,      /* value in `cond.a` (OPND_NONE for void) */
    TERM_UNREACHABLE, /* after a call that does not return */
} TermKind;

typedef struct Terminator {
    uint8_t kind;
    Cond cond;
    uint32_t case_count;
    int64_t *cases; /* TERM_SWITCH */
    BlockId *to;    /* 0, 1, 2 or case_count + 1 targets */
    Span span;      /* the condition, the return statement */
} Terminator;

typedef enum {
    TRIP_NONE,    /* not a loop head */
    TRIP_UNKNOWN, /* a loop whose count cannot be seen */
    TRIP_CONST,   /* number */
    TRIP_PLACE,   /* the value of a place that the loop does not change */
    TRIP_ARRAY,   /* the length of an array, number */
} TripKind;

/* Written on the head of a loop: the block that every turn starts from. */
typedef struct Trip {
    uint8_t kind;
    bool may_leave; /* a break, return or goto can end the loop earlier */
    Operand bound;  /* TRIP_CONST/ARRAY: OPND_INT, TRIP_PLACE: the place */
    Sym text;       /* the bound as the user would write it, for advice; 0 if unknown */
    Operand index;  /* the place of the counter, or OPND_NONE */
} Trip;

typedef struct Block {
    VEC(Event) events;
    Terminator term;
    Trip trip;
} Block;

typedef struct Func {
    Sym name;             /* static functions carry their file: "drop@src/a.c" */
    uint32_t param_count; /* the first vars */
    bool is_static;
    bool is_inline_header; /* defined in a header; kept once per program by its name */
    bool is_variadic;
    bool returns_pointer;
    bool returns_value; /* not void */
    bool no_return;
    Span span;         /* name token */
    Span body;         /* the braces */
    VEC(Var) vars;     /* parameters, locals, temporaries */
    VEC(Place) places; /* [0] is unused */
    VEC(Block) blocks;
} Func;

/* A model row in the source: __attribute__((annotate("map: ..."))) on a function
 * (target = its name) or on a record (target = the record's name, text "law ..."). */
typedef struct Annotation {
    Sym target;
    Sym text; /* without the leading "map:" */
    Span span;
} Annotation;

typedef struct Unit {
    Arena *arena;   /* owns everything below; owned by whoever lowered the unit */
    Intern *intern; /* borrowed */
    Sym path;       /* of the main file, relative to the project root if below it */
    VEC(Sym) files; /* [0] is unused; same form of path as above */
    VEC(Var) globals;
    VEC(Func)
    funcs; /* funcs of the main file and the header functions they call;
              "<init>" holds the initialisers of globals as copies */
    VEC(Annotation) annotations;
    VEC(Sym) no_return; /* functions declared so */
    VEC(Sym)
    records; /* that variables here, or functions called here, are about;
                they tell libraries apart that use one name. One with a single
                member that is a record is there as "a of b" as well */
} Unit;

/* ---- building ---- */

Unit *unit_new(Arena *arena, Intern *intern, const char *path);
uint32_t unit_file(Unit *unit, const char *path); /* finds or adds; never 0 */
VarId unit_global(Unit *unit, Var var);           /* finds by name, or adds */
Func *unit_func(Unit *unit, Sym name); /* appends an empty one with an entry block; the
                                          pointer is valid until the next append */
const Func *unit_find(const Unit *unit, Sym name); /* NULL when it has no body here */

BlockId func_block(Func *fn, Arena *arena);
PlaceId func_place(Func *fn, Arena *arena, Place place); /* equal places, equal id */
PlaceId func_var_place(Func *fn, Arena *arena, VarId var);

Operand opnd_int(int64_t number);
Operand opnd_place(PlaceId place);
Operand opnd_addr(PlaceId place);
Operand opnd_func(Sym name);
Operand opnd_unknown(void);
bool opnd_eq(Operand a, Operand b);

const Var *place_var(const Unit *unit, const Func *fn, const Place *place);
const char *verb_word(Verb verb);
bool verb_find(Str word, Verb *verb);
/* "sessions->table[i]", as a user would write it; temporaries print as "%3". */
void place_print(StrBuf *out, const Unit *unit, const Func *fn, PlaceId place);
/* The name without the file of a static function or global, the number of a local and
 * the parameters of a C++ function. */
Str name_shown(const char *name);
/* The field without its record: "next" of "node.next". */
Str field_shown(const char *name);

#endif
