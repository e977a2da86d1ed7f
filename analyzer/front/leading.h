/*
 * The includes that a source begins with, found without parsing it.
 */
#ifndef MAPVET_FRONT_LEADING_H
#define MAPVET_FRONT_LEADING_H

#include "base/str.h"
#include "base/vec.h"

/* "<glib.h>" or "\"cache.h\"", as written. */
typedef VEC(Str) IncludeList;

/* The includes before anything else but blanks and comments. Stops before what makes
 * their meaning depend on the file: any other directive, a name that a macro makes, a
 * spliced line. The texts point into `text`. */
IncludeList leading_includes(Arena *arena, Str text);

#endif
