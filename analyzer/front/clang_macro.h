/*
 * Calls of macros that a model knows, found again in the tree of their expansion.
 *
 * libclang shows what a macro became. Where a statement or expression begins inside the
 * body of a macro, the user's text at the place of expansion names the macro that he
 * called. If that has a shape in the request, the texts of its arguments are found
 * there, and the cursors that were made of each argument by their place in the text. If
 * it has none but the body belongs to a file that defines macros with shapes, the
 * user's macro wraps one of those: the call is then read in the wrapper's definition,
 * and arguments that are the wrapper's own parameters lead on to the user's text.
 */
#ifndef MAPVET_FRONT_CLANG_MACRO_H
#define MAPVET_FRONT_CLANG_MACRO_H

#include "front/clang_lower.h"
#include "front/macro_text.h"

/* An argument: its text, and the topmost cursors that were made of it. */
typedef struct MacroArg {
    CXFile file;
    TextRange range;
    bool by_spelling; /* the text stands in a wrapper's definition */
    Str text;
    Cursors cursors;
    CXCursor member; /* the argument names a member: the first use of it */
} MacroArg;

typedef struct MacroUse {
    const MacroShape *shape;
    CXFile file; /* the user's call */
    unsigned offset;
    Span span;
    uint32_t count;
    MacroArg args[MACRO_ARGS_MAX];
} MacroUse;

/* NULL when the request has none of this name. */
const MacroShape *macro_shape(Lower *l, Str name);
/* Whether the cursor is what the call of a macro with a shape became. */
bool macro_use(Lower *l, CXCursor cursor, MacroUse *out);

#endif
