/*
 * Where things stand in source text.
 *
 * Lines and columns count from 1; columns count bytes. A Span covers [start, end).
 * `file` is an index into the unit's files; 0 means "nowhere".
 */
#ifndef MAPVET_IR_SOURCE_H
#define MAPVET_IR_SOURCE_H

#include "base/str.h"
#include "base/vec.h"

typedef struct Span {
    uint32_t file;
    uint32_t line, col;
    uint32_t end_line, end_col;
} Span;

static inline bool span_is_none(Span span)
{
    return span.file == 0;
}

/* Source order: file, line, column. */
int span_compare(Span a, Span b);

/* Byte offsets at which the lines of a text begin. */
typedef struct LineTable {
    Str text;
    VEC(size_t) starts;
} LineTable;

LineTable line_table(Arena *arena, Str text);
/* The text of a line without its end; empty when there is no such line. */
Str line_text(const LineTable *table, uint32_t line);
/* The byte offset of a line and column, cut to the text. */
size_t line_offset(const LineTable *table, uint32_t line, uint32_t col);

#endif
