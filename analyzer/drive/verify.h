/*
 * Verify: a fix is offered only when it was tried.
 *
 * Fixes are applied in memory, the unit is parsed and checked again, and their findings
 * must be gone, with nothing new beside them: no finding of another kind or place, and
 * no error of the compiler. First all that do not touch each other are tried together,
 * which costs one parse; only when that fails each is tried alone.
 */
#ifndef MAPVET_DRIVE_VERIFY_H
#define MAPVET_DRIVE_VERIFY_H

#include "drive/run.h"

/* A unit and the means to parse it again quickly. */
typedef struct Trial {
    Checker *checker;
    const Command *command;
    const Unsaved *unsaved;
    unsigned unsaved_count;
    const UnitResult *result; /* from checker_unit() or checker_lowered() of the same */
    ClangDoc *doc; /* NULL: opened for the first trial; closed by the caller */
} Trial;

/* Whether the fix of a finding of the result mends it. */
bool trial_holds(Trial *trial, const Finding *finding, const Fix *fix);

/* So many fixes of a unit are tried alone; the rest are not offered. */
enum { VERIFY_MAX = 32 };

/* Drops the fixes of the result that fail, and those of suppressed findings. `result`
 * comes from checker_unit() or checker_lowered() with the same command and texts. */
void fixes_verify(Checker *checker, const Command *command, const Unsaved *unsaved,
                  unsigned unsaved_count, UnitResult *result);

#endif
