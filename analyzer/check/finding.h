/*
 * Finding: what a rule says, with the path that leads there and the edit that mends it.
 *
 * Spans carry file indices of the unit; `files` of a FindingList turns them into paths
 * (relative to the project root where below it). All texts live in the list's arena.
 */
#ifndef MAPVET_CHECK_FINDING_H
#define MAPVET_CHECK_FINDING_H

#include "ir/ir.h"

typedef enum { SEV_NOTE, SEV_WARNING, SEV_ERROR } Severity;

const char *severity_word(Severity severity); /* "note", "warning", "error" */
bool severity_find(Str word, Severity *severity);

/* One station of the path, in order; the finding's own place is among them. */
typedef struct FindingStep {
    Span span;
    const char *text;
    uint32_t depth; /* calls below the function of the finding */
} FindingStep;

/* Replace the span by text; spans of one fix do not overlap and lie in one file. */
typedef struct FixEdit {
    Span span;
    const char *text;
} FixEdit;

typedef struct Fix {
    const char *title; /* "skip the clear when 'm' is NULL" */
    VEC(FixEdit) edits;
} Fix;

typedef enum { TIER_PROVEN, TIER_POSSIBLE } Tier;

typedef struct Finding {
    const char *rule; /* id */
    Severity severity;
    Tier tier; /* possible ones are reported only on request */
    Span span;
    const char *message;  /* what is wrong; one line, no final stop */
    const char *advice;   /* what to do; one line, may be "" */
    const char *function; /* as shown to users */
    const char *place;    /* normalised map place, part of the fingerprint */
    const char *chain;    /* events in model words, part of the fingerprint */
    VEC(FindingStep) steps;
    VEC(Fix) fixes;
    const char *fingerprint; /* 32 hexadecimal digits, set by findings_finish */
    const char *tokens;      /* hash of the blank-free token window around it */
    const char *suppressed;  /* NULL, or the reason ("" when none was given) */
} Finding;

typedef struct FindingList {
    Arena *arena;
    VEC(const char *) files; /* [0] is unused; as Unit.files */
    VEC(Finding) items;
} FindingList;

/*
 * The fingerprint names a finding for as long as the fault stays, whatever else is
 * edited. It hashes the rule, the normalised place, the chain and an ordinal. Neither
 * file nor function are in it, so that renaming them changes nothing; both are kept in
 * the finding, beside `tokens`, as evidence for matching. The ordinal counts the
 * findings of one file that agree in everything else, by function name and then by
 * place, so that moving functions around leaves the numbers alone; renaming one of
 * several functions may exchange their numbers, but makes no new one.
 *
 * Survives: moved lines, other indentation, a renamed local, an added parameter, a
 * renamed function, a renamed file. Changes with: rule, place, chain.
 */

/* The text of a file of the list; empty when it cannot be had. */
typedef Str SourceText(void *ctx, const char *path);

/* Sorts (path, line, column, rule, message), drops exact twins (the shorter path
 * stays), sets fingerprints and token hashes. */
void findings_finish(FindingList *list, SourceText *text_of, void *ctx);

/* Appends a copy of a finding of another list, with all its texts. */
void findings_add(FindingList *list, const FindingList *from, const Finding *finding);
/* Puts the finished findings of several units in order; what several of them show of
 * one header is there once. */
void findings_merge(FindingList *list);

/* The order of findings_finish, also across lists: negative, 0, positive. */
int finding_compare(const FindingList *a_list, const Finding *a,
                    const FindingList *b_list, const Finding *b);

/* The path of a span's file; "" for no file. */
const char *finding_path(const FindingList *list, Span span);
/* Index of a path among the list's files, added when new; never 0. */
uint32_t finding_file(FindingList *list, const char *path);

#endif
