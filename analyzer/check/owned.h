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

/* What an event says of values. */
void owned_learn(RuleCtx *cx, const MapEvent *ev);

#endif
