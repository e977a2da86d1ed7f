/*
 * Target: a call through a pointer whose target the state does not know.
 */
#ifndef MAPVET_SUMMARY_TARGET_H
#define MAPVET_SUMMARY_TARGET_H

#include "summary/bind.h"
#include "summary/summary.h"

/* How many functions a chain of calls may choose among several targets. */
enum { HOPS_MAX = 1 };

/* The node that the content of a value's place has in the graph; kind NONE for what the
 * graph does not know, a parameter among others. */
BindTerm target_node(const Flow *flow, ValueId value);
/* The functions that the value may be; none when anything is possible. */
Targets target_functions(const Oracle *oracle, const Flow *flow, ValueId value);
/* Every question to oracle->bind is told first. */
void oracle_asks(const Oracle *oracle, BindQuestion question, BindTerm node);

/* Is the one an argument of the function, as which some caller passes the other, which
 * stands in a global? */
bool target_is_passed(const Oracle *oracle, const Flow *flow, ValueId argument,
                      ValueId global);

typedef enum {
    TARGET_UNKNOWN, /* the caller alone may know */
    TARGET_SOME,    /* those that matter were run; others do nothing to maps */
    TARGET_ALL,     /* every possible target was run */
} TargetKind;

/* Runs the possible targets that change maps, each on a fork of the state in which the
 * value is that function. `state` stays as it is. */
TargetKind target_run(const Oracle *oracle, Flow *flow, const State *state,
                      ValueId value, const CallSite *call, StateList *out);

#endif
