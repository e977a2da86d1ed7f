/*
 * The includes and macros that a source begins with, found without parsing it.
 */
#ifndef MAPVET_FRONT_LEADING_H
#define MAPVET_FRONT_LEADING_H

#include "base/str.h"
#include "base/vec.h"

typedef struct Leading {
    bool is_include;
    Str text; /* "<glib.h>" or "\"cache.h\"" as written; else "#define ..." */
} Leading;

typedef VEC(Leading) LeadingList;

/* The directives before anything else but blanks and comments. Stops before what makes
 * their meaning depend on more: a condition, a name that a macro makes, a spliced line.
 * The texts point into `text`. */
LeadingList leading_directives(Arena *arena, Str text);

#endif
