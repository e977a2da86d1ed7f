/*
 * Edits on a text in memory.
 */
#ifndef MAPVET_DRIVE_EDIT_H
#define MAPVET_DRIVE_EDIT_H

#include "check/finding.h"

typedef VEC(FixEdit) EditList;

/* Applies all edits (of one file; the list is sorted) to the text. False when two of
 * them overlap, or one lies outside the text; `out` is then untouched. */
bool edits_apply(Arena *arena, Str text, EditList *edits, Str *out);

/* Whether a fix can be added to the edits without touching what they touch. */
bool edits_admit(const EditList *edits, const Fix *fix);

#endif
