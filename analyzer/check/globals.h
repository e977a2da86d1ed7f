/*
 * Globals that may still be NULL: zero-initialised maps that are made on demand.
 *
 * A zero-initialised global is nil only with evidence. The evidence is that every
 * function of the unit that makes it tests it for NULL before: nobody can say then that
 * it has been made by the time another function is called.
 */
#ifndef MAPVET_CHECK_GLOBALS_H
#define MAPVET_CHECK_GLOBALS_H

#include "ir/ir.h"

typedef struct LazyGlobal {
    Sym name;
    Span test; /* one of the tests */
} LazyGlobal;

typedef VEC(LazyGlobal) LazyGlobals;

/* The static globals of the unit that are made on demand. */
LazyGlobals globals_find_lazy(Arena *arena, const Unit *unit);
const LazyGlobal *globals_lazy(const LazyGlobals *globals, Sym name); /* or NULL */

#endif
