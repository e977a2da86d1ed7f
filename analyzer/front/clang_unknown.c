/*
 * What is not understood: one event that names every variable in sight, so that what is
 * believed of them is forgotten.
 */
#include "front/clang_lower.h"

enum { UNKNOWN_ARGS = 16, UNKNOWN_DEPTH = 40 };

typedef struct Mentioned {
    Operand args[UNKNOWN_ARGS];
    uint32_t count;
} Mentioned;

static void mention(Lower *l, CXCursor cursor, unsigned depth, Mentioned *out)
{
    if (out->count == UNKNOWN_ARGS || depth > UNKNOWN_DEPTH)
        return;
    if (clang_getCursorKind(cursor) == CXCursor_DeclRefExpr) {
        CXCursor decl = clang_getCursorReferenced(cursor);
        enum CXCursorKind kind = clang_getCursorKind(decl);
        if (kind == CXCursor_VarDecl || kind == CXCursor_ParmDecl) {
            Place place = lower_var(l, decl);
            Operand arg = opnd_addr(build_place(&l->build, &place));
            for (uint32_t i = 0; i < out->count; i++)
                if (opnd_eq(out->args[i], arg))
                    return;
            out->args[out->count++] = arg;
        }
        return;
    }
    Cursors kids = tree_children(l->scratch, cursor);
    for (uint32_t i = 0; i < kids.len; i++)
        mention(l, kids.items[i], depth + 1, out);
}

void lower_unknown(Lower *l, CXCursor cursor)
{
    Mentioned found = { .count = 0 };
    mention(l, cursor, 0, &found);
    build_event(&l->build, EV_UNKNOWN, 0, found.count, found.args,
                lower_span(l, cursor));
}

Operand lower_unknown_value(Lower *l, const Node *node, Want want)
{
    lower_unknown(l, node->cursor);
    return lower_deliver(l, node->cursor, want, opnd_unknown());
}
