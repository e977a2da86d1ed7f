/*
 * Filling: which maps in fields and globals are given entries, and which are emptied.
 *
 * A library may free a map without the entries in it. Whether there are any when it is
 * freed is told by the program: it puts some in, never clears the map, and nobody owns
 * the entries and takes them out one by one.
 */
#ifndef MAPVET_CHECK_FILLING_H
#define MAPVET_CHECK_FILLING_H

#include "check/rule.h"

/* What an event says of maps in fields and globals. */
void filling_learn(RuleCtx *cx, const MapEvent *ev);

#endif
