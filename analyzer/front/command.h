/*
 * What of a compiler's words matters to a front end; inside of compdb.
 */
#ifndef MAPVET_FRONT_COMMAND_H
#define MAPVET_FRONT_COMMAND_H

#include "base/file.h"
#include "front/front.h"

/* By the ending: a C or C++ source, not a header. */
bool source_is_known(const char *path);
bool source_is_cxx(const char *path);

/* The harmless options of the words and of the response files among them, and the
 * sources among them as absolute paths; what is neither (the compiler itself, objects)
 * is passed over. The texts are borrowed. */
Command command_options(Arena *arena, const char *directory, const char *const *words,
                        unsigned count, PathList *inputs);

#endif
