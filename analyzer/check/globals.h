/*
 * Globals that may still be NULL: zero-initialised maps that are made on demand.
 *
 * A zero-initialised global is nil only with evidence. The evidence is that every
 * function of the program that makes it tests it for NULL before: nobody can say then
 * that it has been made by the time another function is called. Of an extern global
 * that takes all units of the program.
 */
#ifndef MAPVET_CHECK_GLOBALS_H
#define MAPVET_CHECK_GLOBALS_H

#include "summary/program.h"

/* Is the global made on demand? `test` receives the place of one of the tests. */
bool global_is_lazy(Program *program, Sym name, Span *test);

#endif
