/*
 * What a library's containers go through: each trial does one thing to a map over which
 * an iteration stands open, or into which a pointer leads, and goes on with that. The
 * program law_test.c runs them and compares with what the library's model says.
 *
 * A trial that the model forbids must end in a fault of memory, seen by
 * AddressSanitizer, or go astray, seen by what it counted; one that the model allows
 * must do neither. Each runs in a process of its own. Trials may be written in C++.
 */
#ifndef MAPVET_TEST_LAWS_TRIALS_H
#define MAPVET_TEST_LAWS_TRIALS_H

#include <stdbool.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In LawTrial.kind, beside the numbers of the kinds of iteration. */
enum { LAW_POINTER = -1 };

typedef struct LawTrial {
    const char *type;   /* of the map, as the model has it */
    int kind;           /* which kind of iteration is open, or LAW_POINTER */
    const char *change; /* as in a law: "write:new", "delete:current" */
    bool (*run)(void);  /* did all go as it should? */
} LawTrial;

/* Ends with a type that is NULL. */
extern const LawTrial law_trials[];

#ifdef __cplusplus
}
#endif

#endif
