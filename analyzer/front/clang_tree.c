#include "front/clang_tree.h"

#include "base/vec.h"

/* Most cursors have few children: they wait in a buffer, then are copied exactly. */
typedef struct Collect {
    Arena *arena;
    uint32_t waiting;
    CXCursor buffer[16];
    Cursors more;
} Collect;

static enum CXChildVisitResult collect(CXCursor cursor, CXCursor parent,
                                       CXClientData data)
{
    (void)parent;
    Collect *c = data;
    if (c->waiting < ARRAY_LEN(c->buffer))
        c->buffer[c->waiting++] = cursor;
    else
        vec_push(c->arena, &c->more, cursor);
    return CXChildVisit_Continue;
}

Cursors tree_children(Arena *arena, CXCursor parent)
{
    Collect c;
    c.arena = arena;
    c.waiting = 0;
    c.more = (Cursors){ 0 };
    clang_visitChildren(parent, collect, &c);
    Cursors out = { .len = c.waiting + c.more.len };
    if (out.len == 0)
        return out;
    out.cap = out.len;
    out.items = ARENA_ARRAY(arena, CXCursor, out.len);
    memcpy(out.items, c.buffer, c.waiting * sizeof *out.items);
    if (c.more.len)
        memcpy(out.items + c.waiting, c.more.items, c.more.len * sizeof *out.items);
    return out;
}

Node tree_node(Arena *arena, CXCursor cursor)
{
    return (Node){ .cursor = cursor,
                   .kind = clang_getCursorKind(cursor),
                   .kids = tree_children(arena, cursor) };
}

const char *tree_text(Arena *arena, CXString string)
{
    const char *text = clang_getCString(string);
    const char *copy = arena_strdup(arena, text ? text : "");
    clang_disposeString(string);
    return copy;
}

bool tree_int(CXCursor expression, int64_t *value)
{
    CXEvalResult result = clang_Cursor_Evaluate(expression);
    if (!result)
        return false;
    bool known = clang_EvalResult_getKind(result) == CXEval_Int;
    if (known && clang_EvalResult_isUnsignedInt(result)) {
        unsigned long long number = clang_EvalResult_getAsUnsigned(result);
        known = number <= INT64_MAX; /* else it would compare as a negative one */
        *value = (int64_t)number;
    } else if (known) {
        *value = (int64_t)clang_EvalResult_getAsLongLong(result);
    }
    clang_EvalResult_dispose(result);
    return known;
}

/* __builtin_choose_expr(c, a, b) and _Generic(x, ...) show all their operands. */
static bool chosen(Node node, CXCursor *inner)
{
    int64_t first = 0;
    if (node.kind == CXCursor_UnexposedExpr && node.kids.len == 3 &&
        tree_int(node.kids.items[0], &first)) {
        *inner = node.kids.items[first ? 1 : 2];
        return true;
    }
    if (node.kind != CXCursor_GenericSelectionExpr)
        return false;
    CXType want = clang_getCanonicalType(clang_getCursorType(node.cursor));
    for (uint32_t i = 1; i < node.kids.len; i++) {
        CXCursor kid = node.kids.items[i];
        CXType type = clang_getCanonicalType(clang_getCursorType(kid));
        if (clang_isExpression(clang_getCursorKind(kid)) &&
            clang_equalTypes(type, want)) {
            *inner = kid;
            return true;
        }
    }
    return false;
}

/* An implicit cast stands where its operand stands; va_arg and others do not. What the
 * parser saved of an expression that is in error has no type. */
static bool is_implicit_cast(Node node)
{
    return node.kind == CXCursor_UnexposedExpr && node.kids.len == 1 &&
           clang_getCursorType(node.cursor).kind != CXType_Dependent &&
           clang_equalLocations(clang_getCursorLocation(node.cursor),
                                clang_getCursorLocation(node.kids.items[0]));
}

/* `a != b` that C++20 understands as `!(a == b)`. */
static bool is_rewritten(Node node)
{
    return node.kind == CXCursor_UnexposedExpr && node.kids.len == 1 &&
           clang_getCursorBinaryOperatorKind(node.cursor) != CXBinaryOperator_Invalid;
}

static bool is_cast(Node node)
{
    switch ((int)node.kind) {
    case CXCursor_CStyleCastExpr:
    case CXCursor_CXXStaticCastExpr:
    case CXCursor_CXXReinterpretCastExpr:
    case CXCursor_CXXConstCastExpr:
    case CXCursor_CXXDynamicCastExpr:
    case CXCursor_CXXFunctionalCastExpr:
        return node.kids.len > 0 && clang_isExpression(clang_getCursorKind(
                                        node.kids.items[node.kids.len - 1]));
    case CXCursor_ParenExpr:
        return node.kids.len == 1;
    case CXCursor_UnaryOperator:
        return node.kids.len == 1 && clang_getCursorUnaryOperatorKind(node.cursor) ==
                                         CXUnaryOperator_Extension;
    default:
        return is_implicit_cast(node) || is_rewritten(node);
    }
}

bool tree_unwrap(Arena *arena, Node *node)
{
    CXCursor inner;
    if (is_cast(*node))
        inner = node->kids.items[node->kids.len - 1];
    else if (!chosen(*node, &inner))
        return false;
    *node = tree_node(arena, inner);
    return true;
}

Node tree_strip(Arena *arena, CXCursor expression)
{
    Node node = tree_node(arena, expression);
    for (unsigned i = 0; i < STRIP_MAX && tree_unwrap(arena, &node); i++)
        ;
    return node;
}
