/*
 * Lived: what the program does with maps that outlive the functions that use them.
 *
 * Such a map is known by the global, or by the field of whatever object, that it stands
 * in. While functions are run they tell the program (summary/program.h) what code that
 * runs again and again (a thread, what an event loop calls, a loop without an end) puts
 * into it, where entries are taken out of it or all of it goes, and where somebody who
 * cannot be seen gets hold of it.
 */
#ifndef MAPVET_CHECK_LIVED_H
#define MAPVET_CHECK_LIVED_H

#include "check/rule.h"
#include "summary/program.h"

/* What an event says of such maps, and of functions that begin threads. */
void lived_learn(RuleCtx *cx, const MapEvent *ev);
/* The value was handed to something nobody knows, or stored; `state` may be NULL. */
void lived_exposed(Program *program, Flow *flow, const State *state, ValueId value);
/* Paths of the function were dropped: it may do anything with the maps that it names.
 */
void lived_unseen(Program *program, const Flow *flow);
/* Is all code that can name the field, record or global in the program? */
bool lived_is_known(const RuleCtx *cx, Sym place);
/* Where the event really happens, at the end of its calls. */
Span lived_innermost(const MapEvent *ev);

#endif
