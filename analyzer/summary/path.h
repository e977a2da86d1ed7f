/*
 * Path: a place or value as a caller can name it.
 *
 * A root (parameter or global) and at most PATH_MAX steps. A path names a location; it
 * stands for what is stored there when the function is entered, or for the address
 * itself. `deref` turns the location into the one that the pointer stored there names.
 */
#ifndef MAPVET_SUMMARY_PATH_H
#define MAPVET_SUMMARY_PATH_H

#include "flow/flow.h"

enum { PATH_MAX = 6 };

typedef enum { PATH_NONE, PATH_PARAM, PATH_GLOBAL, PATH_RETURN } PathRoot;
/* STEP_AT: the element that a parameter, `index`, is the number of. */
typedef enum { STEP_DEREF, STEP_FIELD, STEP_ELEM, STEP_AT } StepKind;

typedef struct PathStep {
    uint8_t kind;
    Sym field;
    int64_t index;
} PathStep;

typedef struct Path {
    uint8_t root;
    bool address; /* the location itself, not what is stored there */
    uint8_t count;
    uint32_t of; /* parameter number, or Sym of the global */
    PathStep step[PATH_MAX];
} Path;

bool path_eq(const Path *a, const Path *b);
/* The path of a value at entry; false when a caller cannot name it. */
bool path_of_value(const Flow *flow, ValueId value, Path *path);
/* The path of the location at an address; false when a caller cannot see it. */
bool path_of_address(const Flow *flow, ValueId address, Path *path);
/* In a caller: the address of the location, 0 when the call does not give it. */
ValueId path_address(Flow *flow, State *state, const Path *path, const CallSite *call);
/* In a caller: what the path stands for, 0 when the call does not give it. */
ValueId path_value(Flow *flow, State *state, const Path *path, const CallSite *call);
void path_print(StrBuf *out, const Unit *unit, const Func *fn, const Path *path);

#endif
