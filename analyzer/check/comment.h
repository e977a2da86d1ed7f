/*
 * Comment: the comments of a C, C++ or Go file, and which lines hold code.
 *
 * A small lexer, for strings, raw strings, characters and numbers may look like
 * comments or hide them. It never fails: what does not end, ends with its line or the
 * text.
 */
#ifndef MAPVET_CHECK_COMMENT_H
#define MAPVET_CHECK_COMMENT_H

#include "base/str.h"
#include "base/vec.h"

typedef struct Comment {
    Str text;                   /* without the slashes and stars at its ends */
    uint32_t line, col;         /* of its first character */
    uint32_t end_line, end_col; /* just behind it */
} Comment;

typedef struct CommentList {
    VEC(Comment) items;
    VEC(bool) has_code; /* by line; [0] is unused */
} CommentList;

void comments_read(Arena *arena, Str text, bool is_go, CommentList *out);

/* No code on the first and the last line of the comment. */
bool comment_stands_alone(const CommentList *list, const Comment *comment);
/* The first line below the comment that holds code, or 0. */
uint32_t comment_next_code(const CommentList *list, const Comment *comment);

#endif
