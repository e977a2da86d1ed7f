/*
 * What the JSON printers share.
 */
#ifndef MAPVET_OUTPUT_JSON_H
#define MAPVET_OUTPUT_JSON_H

#include "base/str.h"

#include <jansson.h>

/* A JSON text; bytes that are no UTF-8 become U+FFFD, for JSON may not hold them. */
json_t *json_text(Arena *arena, Str text);

/* Appends the value on a line of its own, and lets go of it. */
void json_line(StrBuf *out, json_t *value);

#endif
