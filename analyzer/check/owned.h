/*
 * Owned: values that belong to the map they are in.
 *
 * While functions are run they tell the program what is put into the maps of fields and
 * globals, and what is freed when it has left one. Where all that is put in was made
 * for the map, and what leaves it is freed in one place, another place that takes
 * something out and forgets it has lost it.
 */
#ifndef MAPVET_CHECK_OWNED_H
#define MAPVET_CHECK_OWNED_H

#include "check/rule.h"
#include "summary/program.h"

/* What an event says of values. */
void owned_learn(RuleCtx *cx, const MapEvent *ev);

/* What the program puts into the map of a field or global. */
typedef struct Owned {
    bool all;    /* something, and all of it is made for the map alone */
    bool handed; /* ... but for what callers that may not be seen pass */
    bool keys;   /* values are keys, as in a set */
} Owned;
Owned owned_in(Program *program, Sym place);

#endif
