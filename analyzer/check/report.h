/* What RuleCtx is made of, for check/ alone. */
#ifndef MAPVET_CHECK_REPORT_H
#define MAPVET_CHECK_REPORT_H

#include "check/globals.h"
#include "check/rule.h"

struct RuleCtx {
    const Unit *unit;
    FindingList *out; /* of the function that is run */
    Program *program;
    const Rule *rule;
    Flow *flow;
    State *state;
    unsigned index; /* of the rule */
    void **memory;  /* per rule, for the function being run */
};

/* Does the program go on after the path, for all its author says? */
bool report_goes_on(const RuleCtx *cx);

#endif
