/*
 * Shared headers: the includes that units begin with, parsed once for all of them.
 *
 * A precompiled header holds the syntax tree of those includes. The units that use it
 * do not walk its declarations again, so what the front end learns by walking them
 * stands in a table beside it (PATH.names): what records are called by their typedefs,
 * where functions are declared, and which files it was made of. Findings are the same
 * with and without; only the time differs.
 */
#ifndef MAPVET_FRONT_CLANG_HEADER_H
#define MAPVET_FRONT_CLANG_HEADER_H

#include "front/front.h"

#include <clang-c/Index.h>

/* Parses `text`, as if it stood in a header at `request->command.file`, under the
 * request's options, and writes PATH and PATH.names. False when the text does not
 * compile cleanly or a file cannot be written: then nobody should use it. */
bool shared_header_make(const FrontRequest *request, bool is_cxx, Str text,
                        const char *path, Err *err);

/* Reads PATH.names; the result lives in the arena and may be used by many units, one
 * after the other. NULL when it cannot be read. */
SharedHeader *shared_header_open(Arena *arena, const char *path, Err *err);
void shared_header_close(SharedHeader *header); /* NULL is fine; the arena stays */

const char *shared_header_path(const SharedHeader *header);
const PathList *shared_header_inputs(const SharedHeader *header);
/* What the record is called, NULL when it has no typedef in the header. */
const char *shared_header_record(const SharedHeader *header, CXCursor record);
/* The declaration of a function of the header; the null cursor when it has none. */
CXCursor shared_header_function(const SharedHeader *header, CXTranslationUnit tu,
                                const char *name);

#endif
