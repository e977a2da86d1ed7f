/*
 * The syntax tree of libclang as plain arrays: the only visitor callback of the
 * program.
 */
#ifndef MAPVET_FRONT_CLANG_TREE_H
#define MAPVET_FRONT_CLANG_TREE_H

#include "base/arena.h"

#include <clang-c/Index.h>
#include <stdbool.h>

typedef struct Cursors {
    CXCursor *items;
    uint32_t len, cap;
} Cursors;

/* A cursor with its kind and children. */
typedef struct Node {
    CXCursor cursor;
    enum CXCursorKind kind;
    Cursors kids;
    const struct MacroUse *macro; /* it is the call of a macro: lower_strip() */
} Node;

Cursors tree_children(Arena *arena, CXCursor parent);
Node tree_node(Arena *arena, CXCursor cursor);

/* The expression inside parentheses, casts (also implicit ones), __extension__,
 * __builtin_choose_expr and _Generic. */
Node tree_strip(Arena *arena, CXCursor expression);
/* Nesting has a bound in the parser, casts have not. */
#define STRIP_MAX 1000
/* Takes one of these layers off; false when there is none. */
bool tree_unwrap(Arena *arena, Node *node);

/* The integer that the expression is known to be. Costs an evaluation in the compiler:
 * for leaves only. */
bool tree_int(CXCursor expression, int64_t *value);

/* A copy of the text in the arena; disposes of the string. */
const char *tree_text(Arena *arena, CXString string);

#endif
