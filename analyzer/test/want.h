/*
 * Want: what a case says about itself, in comments, and how findings are held to it.
 *
 *   // want ID ["text"]      a finding of the rule on this line; its message or advice
 *                            contains the text; several in one comment are several
 *   // want+1 ID ["text"]    ... on the next line
 *   // known-miss ID         today's silence is wrong: a finding fails the case
 *   // known-noise ID        today's finding is wrong: its absence fails the case
 *   // flags: -DX            more compiler flags      ) above all code,
 *   // models: FOLDER        models to read as well   ) each at most once
 *   // front: NAME           only for this front end  )
 *
 * Every finding must be stated and every statement met. A comment that begins like one
 * of these and is not is an error, so that a slip of the pen cannot switch a case off.
 */
#ifndef MAPVET_TEST_WANT_H
#define MAPVET_TEST_WANT_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

typedef enum { WANT_FOUND, WANT_MISSED, WANT_NOISE } WantKind;

typedef struct Want {
    WantKind kind;
    uint32_t line;
    const char *rule;
    const char *text; /* "" when any will do */
    bool met;
} Want;

typedef struct Case {
    VEC(Want) wants;
    VEC(const char *) flags;
    const char *models; /* NULL: the shipped ones */
    const char *front;  /* NULL: every one */
} Case;

/* What a rule said, as far as it is compared. `path` is NULL for the case's own file.
 */
typedef struct Said {
    const char *path;
    uint32_t line;
    const char *rule;
    const char *message;
    const char *advice;
} Said;

typedef VEC(Said) SaidList;
typedef VEC(const char *) Complaints;

/* Reads the statements of a case's text. `path` stands in messages. */
bool case_read(Arena *arena, const char *path, Str text, Case *out, Err *err);

/* Appends one line for each finding that is not stated and each statement that is not
 * met; marks what is met. */
void case_judge(Arena *arena, const char *path, Case *wanted, const SaidList *said,
                Complaints *out);

unsigned case_count(const Case *wanted, WantKind kind);

#endif
