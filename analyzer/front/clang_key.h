/*
 * Keys that are hashed by their bytes: what the types say of them.
 *
 * Where a call gets the address of a record and its size, and the record has bytes that
 * belong to no member, a `hash` event before the call tells so. Whether the call hashes
 * at all, its model knows.
 */
#ifndef MAPVET_FRONT_CLANG_KEY_H
#define MAPVET_FRONT_CLANG_KEY_H

#include "front/clang_lower.h"

/* An argument of a call: the operand, and the expression it was made of. */
typedef struct KeyArg {
    CXCursor expression; /* the null cursor: none */
    bool is_object;      /* the expression is the object, the operand its address */
} KeyArg;

/* To be called right before the call is built. */
void lower_key_note(Lower *l, uint32_t count, const KeyArg *exprs, const Operand *args);

#endif
