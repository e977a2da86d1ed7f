/*
 * A case of several units: sections of one file that begin with a line
 * `// unit: NAME.c`.
 *
 * Each section is a unit of its own, with what stands above the first at its top; all
 * are linked as one program. Every unit has as many lines as the case, so findings
 * stand where they are stated. A unit's file is called CASE.NAME.c, beside the case.
 */
#ifndef MAPVET_TEST_CASE_UNITS_H
#define MAPVET_TEST_CASE_UNITS_H

#include "drive/run.h"

typedef VEC(Unsaved) CaseUnits;

/* None for an ordinary case. Paths and texts live in the arena. */
CaseUnits case_units(Arena *arena, const char *path, Str text);

/* Checks the units as one program; `like` says how each is compiled. In `out` the files
 * of the units go by the path of the case, and nothing but findings and messages is
 * set. */
bool case_units_check(Checker *checker, const Command *like, const CaseUnits *units,
                      const char *shown, Arena *arena, UnitResult *out, Err *err);

#endif
