/*
 * Buffer: the text of an open document, edited in pieces, and its positions.
 *
 * The text is valid UTF-8 (it came out of JSON) and may contain NUL. A line ends with
 * "\n", "\r\n" or "\r". The protocol counts lines and characters from 0, characters in
 * UTF-16 units or bytes as negotiated; the rest of the analyzer counts lines and bytes
 * from 1.
 */
#ifndef MAPVET_LSP_BUFFER_H
#define MAPVET_LSP_BUFFER_H

#include "base/str.h"
#include "base/vec.h"

typedef enum { ENCODING_UTF16, ENCODING_UTF8 } Encoding;

/* As the protocol counts. */
typedef struct Position {
    uint32_t line, character;
} Position;

typedef struct Buffer {
    Arena *arena; /* owned; replaced at every edit */
    Str text;
    VEC(size_t) lines; /* offsets at which lines begin */
} Buffer;

/* Copies the text. */
Buffer buffer_new(Str text);
void buffer_clear(Buffer *buffer);
/* Puts `by` in the place of the bytes [from, to). */
void buffer_replace(Buffer *buffer, size_t from, size_t to, Str by);

/* The offset of a position. One behind the end of its line stands for that end, a line
 * behind the last for the end of the text; the middle of a character for its begin. */
size_t buffer_offset(const Buffer *buffer, Encoding encoding, Position at);
/* The position of line and column as the analyzer counts them, cut to the text. */
Position buffer_position(const Buffer *buffer, Encoding encoding, uint32_t line,
                         uint32_t column);
/* A line without its end; empty when there is none. `line` counts from 0. */
Str buffer_line(const Buffer *buffer, uint32_t line);

#endif
