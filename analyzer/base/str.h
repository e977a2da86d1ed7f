/*
 * Str: a borrowed run of bytes, not NUL-terminated. StrBuf: one that grows.
 *
 * A StrBuf lives in an arena; `strbuf_str` borrows, `strbuf_cstr` gives the text with
 * a NUL behind it, valid until the next append.
 */
#ifndef MAPVET_BASE_STR_H
#define MAPVET_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <string.h>

typedef struct Str {
    const char *p;
    size_t n;
} Str;

static inline Str str_of(const char *text)
{
    return (Str){ text, text ? strlen(text) : 0 };
}

static inline bool str_eq(Str a, Str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool str_is(Str a, const char *text)
{
    return str_eq(a, str_of(text));
}

bool str_starts(Str text, const char *prefix);

/* Cuts the text before the first `sep` off `*rest`; false when `*rest` is empty. */
bool str_split(Str *rest, char sep, Str *piece);
/* The next word of non-blanks of `*rest`; false at the end. */
bool str_word(Str *rest, Str *word);
Str str_trim(Str text);
/* A decimal integer that fills the whole of `text`; false otherwise. */
bool str_int(Str text, int64_t *value);

/* Edits needed to turn a into b, for "did you mean"; small texts only. */
unsigned str_distance(Str a, Str b);
/* Is `word` so like `given` that it may have been meant, and more so than any before?
 * `*distance` is 0 before the first one. */
bool str_nearer(Str given, Str word, unsigned *distance);

/* The length of the valid UTF-8 sequence at text (0 when invalid). */
size_t str_utf8(const char *text, size_t length);

typedef struct StrBuf {
    Arena *arena;
    char *text;
    size_t length;
    size_t capacity;
} StrBuf;

StrBuf strbuf_in(Arena *arena);
void strbuf_add(StrBuf *buf, const char *text);
void strbuf_add_n(StrBuf *buf, const char *text, size_t length);
void strbuf_add_char(StrBuf *buf, char c);
void strbuf_printf(StrBuf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);
Str strbuf_str(const StrBuf *buf);
const char *strbuf_cstr(StrBuf *buf);

#endif
