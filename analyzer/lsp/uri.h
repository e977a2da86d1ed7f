/*
 * File URIs: "file:///home/a%20b.c" and "/home/a b.c" are one thing.
 */
#ifndef MAPVET_LSP_URI_H
#define MAPVET_LSP_URI_H

#include "base/str.h"

/* The absolute path of a file URI, or NULL when it is none (another scheme, another
 * host, a NUL, a bad escape). */
const char *uri_path(Arena *arena, const char *uri);
const char *uri_of_path(Arena *arena, const char *path);

#endif
