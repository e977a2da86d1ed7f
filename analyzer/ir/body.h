/*
 * Body: one function as bytes, on its own.
 *
 * It carries the globals it names, with all that is known of them, so that its hash
 * says everything its analysis depends on and nothing else: the number of a global in
 * its unit, and what else stands in the file, are not in it.
 */
#ifndef MAPVET_IR_BODY_H
#define MAPVET_IR_BODY_H

#include "ir/ir.h"
#include "ir/pack.h"

/* A hash table from names to the unit's globals. */
typedef struct GlobalTable GlobalTable;
GlobalTable *global_table(Arena *arena, const Unit *unit);

void pack_var(PackOut *out, const Var *var);
Var unpack_var(PackIn *in);

/* Name, flags and spans: what is known of a function without its body. */
void pack_head(PackOut *out, const Func *fn);
Func unpack_head(PackIn *in);

void pack_body(PackOut *out, const Unit *unit, const Func *fn);
/* The function lives in in->arena; `globals` are those of its unit. Whatever is read
 * is safe to run: every id names something, and places lead to earlier places only. */
Func unpack_body(PackIn *in, const GlobalTable *globals);

#endif
