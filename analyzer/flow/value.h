/*
 * Values: what the engine computes with, one number for each different thing.
 *
 * A value is symbolic and never changes; equal descriptions give the same number, so
 * identity of maps, keys and places is equality of numbers. The memory model is that of
 * Pulse (Le et al., "Finding real bugs in big programs with incorrectness logic",
 * 2022): addresses and their contents. An address is the local or global it belongs to,
 * a field or element of another address, or any pointer value.
 *
 * VAL_INIT(a) is what stood at address `a` when the function was entered, so chains of
 * VAL_INIT and VAL_FIELD down to a parameter or global are the access paths of
 * summaries.
 *
 * Values are made of values and share their parts, so `x = x + x` sixty times over is
 * short to write and endless to walk. What would weigh more than WEIGHT_MAX, its parts
 * counted each time they occur, is a symbol instead; whoever walks a value may recurse.
 */
#ifndef MAPVET_FLOW_VALUE_H
#define MAPVET_FLOW_VALUE_H

#include "ir/ir.h"

typedef uint32_t ValueId; /* 0 is "no value" */

typedef enum {
    VAL_NONE,
    VAL_INT,     /* number; 0 is also NULL */
    VAL_STR,     /* a: Sym */
    VAL_FUNC,    /* a: Sym */
    VAL_LOCAL,   /* address of a local; a: VarId */
    VAL_GLOBAL,  /* address of a global; a: Sym */
    VAL_FIELD,   /* address of a field; a: base, b: Sym */
    VAL_ELEM,    /* address of an element; a: base, b: index value */
    VAL_INIT,    /* content of address a at entry */
    VAL_FRESH,   /* made at a place in the function; a: site, b: turn, number: which */
    VAL_COUNTER, /* a counter in a loop; a: loop, b: turn, number: VarId */
    VAL_SLOT,    /* address of the value in a map; a: map, b: key; may be NULL */
    VAL_EXPR,    /* number: operator, a and b: operands */
} ValueKind;

typedef struct Value {
    uint8_t kind;
    uint8_t weight; /* set by value_of(): itself and its parts */
    uint32_t a, b;
    int64_t number;
} Value;

enum { WEIGHT_MAX = 64 };
/* Sites from here on are no events: joins, forgotten memory, values too heavy to keep.
 */
enum {
    SITE_SYNTHETIC = 1 << 29,
    SITE_FORGOTTEN = 1 << 29,
    SITE_HEAVY = SITE_FORGOTTEN | 1 << 28,
    SITE_JOIN = 1 << 30,
    SITE_CROSSED =
        SITE_JOIN | 1 << 27 /* a join of paths that a caller can tell apart */
};

typedef struct ValueTable ValueTable;

ValueTable *values_new(Arena *arena);
ValueId value_of(ValueTable *table, Value value);
ValueId value_find(const ValueTable *table, Value value); /* 0: never named yet */
Value value_at(const ValueTable *table, ValueId id);
uint32_t value_count(const ValueTable *table);

ValueId value_int(ValueTable *table, int64_t number);
/* Element 0 of an array is the array itself. */
ValueId value_elem(ValueTable *table, ValueId base, ValueId index);
ValueId value_field(ValueTable *table, ValueId base, Sym field);
ValueId value_init(ValueTable *table, ValueId address);
/* Folds constants; `op` as Event.op. */
ValueId value_expr(ValueTable *table, uint8_t op, ValueId a, ValueId b);

bool value_is_int(const ValueTable *table, ValueId id, int64_t *number);
bool value_is_null(const ValueTable *table, ValueId id);
/* Is it `base`, a part of it, or read out of it, at any depth? */
bool value_of_object(const ValueTable *table, ValueId id, ValueId base);
/* An address inside the object at `base` (fields and elements of it, at any depth)? */
bool value_below(const ValueTable *table, ValueId id, ValueId base);
/* The object that an address lies in, through fields and elements at any depth. */
ValueId value_root(const ValueTable *table, ValueId id);
/* The addresses below `base`, one after the other: the one after `id`, the first one
 * after `base` itself; 0 at the end. What is made during the walk may be left out. */
ValueId value_next_below(const ValueTable *table, ValueId base, ValueId id);
/* Has an element of `base` an index that is no number? */
bool value_has_unknown_element(const ValueTable *table, ValueId base);
/* The address that lies to `to` as `addr` lies to `from`, above it; 0: never named. */
ValueId value_find_beside(const ValueTable *table, ValueId addr, ValueId from,
                          ValueId to);
/* Never null: addresses, functions, texts. */
bool value_is_address(const ValueTable *table, ValueId id);

#endif
