/*
 * Owner: maps that belong to the object in whose field they stand.
 *
 * While functions are run they tell the program (summary/program.h) which fields are
 * given maps made for them, and which maps in fields are freed, come from elsewhere, or
 * go where they cannot be followed. A field whose maps are made in the program and
 * never leave it loses its map when its object is freed: nobody ever frees it.
 */
#ifndef MAPVET_CHECK_OWNER_H
#define MAPVET_CHECK_OWNER_H

#include "check/rule.h"
#include "summary/program.h"

/* What an event says of fields. */
void owner_learn(RuleCtx *cx, const MapEvent *ev);
/* The map that stands at, or came from, a field goes elsewhere. */
void owner_leaves(Program *program, Flow *flow, ValueId value);

#endif
