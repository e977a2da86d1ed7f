/*
 * Lambdas that a function calls itself: their bodies are lowered where they are called,
 * with the variables that they capture at hand. A lambda that goes elsewhere, into an
 * algorithm or a field, stays an unknown value that may change what it captures.
 */
#include "front/clang_cxx.h"
#include "front/clang_maps.h"

/* Lambdas that call lambdas are followed this far. */
enum { INLINED_MAX = 3 };

typedef struct Uses {
    CXCursor lambda; /* the variable */
    unsigned all, called;
} Uses;

/* What the operator() of a call stands on, or the null cursor. */
static CXCursor called_object(Lower *l, const Node *call)
{
    CXCursor func = clang_getCursorReferenced(call->cursor);
    if (call->kind != CXCursor_CallExpr || call->kids.len == 0 ||
        clang_getCursorKind(func) != CXCursor_CXXMethod)
        return clang_getNullCursor();
    CXString name = clang_getCursorSpelling(func);
    bool is_call = strcmp(clang_getCString(name), "operator()") == 0;
    clang_disposeString(name);
    return is_call ? tree_strip(l->scratch, call->kids.items[0]).cursor
                   : clang_getNullCursor();
}

static bool is_use(CXCursor cursor, CXCursor variable)
{
    return clang_getCursorKind(cursor) == CXCursor_DeclRefExpr &&
           clang_equalCursors(clang_getCursorReferenced(cursor), variable);
}

static void count_uses(Lower *l, CXCursor cursor, unsigned depth, Uses *uses)
{
    Node node = tree_node(l->scratch, cursor);
    uses->all += is_use(cursor, uses->lambda);
    uses->called += is_use(called_object(l, &node), uses->lambda);
    for (uint32_t i = 0; i < node.kids.len && depth < LOWER_DEPTH_MAX; i++)
        count_uses(l, node.kids.items[i], depth + 1, uses);
}

/* The lambda that the variable was made with, or the null cursor. */
static CXCursor lambda_of(Lower *l, CXCursor variable)
{
    if (clang_getCursorKind(variable) != CXCursor_VarDecl)
        return clang_getNullCursor();
    CXCursor init = clang_Cursor_getVarDeclInitializer(variable);
    if (clang_Cursor_isNull(init))
        return init;
    init = tree_strip(l->scratch, init).cursor;
    return clang_getCursorKind(init) == CXCursor_LambdaExpr ? init
                                                            : clang_getNullCursor();
}

bool cxx_only_called(Lower *l, CXCursor variable)
{
    if (!l->is_cxx || clang_Cursor_isNull(lambda_of(l, variable)))
        return false;
    Uses uses = { .lambda = variable };
    count_uses(l, clang_getCursorSemanticParent(variable), 0, &uses);
    return uses.all > 0 && uses.all == uses.called;
}

/* One whose parameters are `auto` has as many bodies as ways to call it. */
static bool is_generic(CXCursor func)
{
    return !clang_Cursor_isNull(clang_getSpecializedCursorTemplate(func));
}

static CXCursor body_of(Lower *l, CXCursor lambda)
{
    Cursors kids = tree_children(l->scratch, lambda);
    for (uint32_t i = kids.len; i-- > 0;)
        if (clang_getCursorKind(kids.items[i]) == CXCursor_CompoundStmt)
            return kids.items[i];
    return clang_getNullCursor();
}

/* Its parameters become variables of the function around it. */
static void pass_arguments(Lower *l, CXCursor lambda, CXCursor func,
                           const Cursors *args)
{
    Cursors kids = tree_children(l->scratch, lambda);
    uint32_t index = 0;
    for (uint32_t i = 0; i < kids.len && index < args->len; i++) {
        CXCursor kid = kids.items[i];
        if (clang_getCursorKind(kid) != CXCursor_ParmDecl)
            continue;
        Operand value = cxx_argument(l, func, index, args->items[index]);
        Place place = lower_local(l, kid);
        build_copy(&l->build, build_place(&l->build, &place), value,
                   lower_span(l, args->items[index++]));
    }
}

bool cxx_lambda_call(Lower *l, const Node *node, CXCursor func, const Cursors *args,
                     Want want, Operand *out)
{
    CXCursor object = called_object(l, node);
    CXCursor lambda = lambda_of(l, clang_getCursorReferenced(object));
    unsigned depth = 0;
    for (const Inlined *outer = l->inlined; outer; outer = outer->outer)
        depth++;
    CXType returns = clang_getCursorResultType(func);
    bool keeps_copies = !clang_CXXMethod_isConst(func); /* mutable: they are its own */
    if (clang_Cursor_isNull(lambda) || depth == INLINED_MAX || is_generic(func) ||
        keeps_copies || cxx_is_reference(returns) ||
        clang_Cursor_isNull(body_of(l, lambda)))
        return false;
    bool gives = clang_getCanonicalType(returns).kind != CXType_Void;
    bool returns_reference = l->returns_reference;
    Build *b = &l->build;
    Inlined call = { .outer = l->inlined,
                     .exit = build_block(b),
                     .result = gives ? lower_temp(l, returns) : 0,
                     .frame = b->frame,
                     .defers = build_scope_open(b) };
    pass_arguments(l, lambda, func, args);
    l->inlined = &call;
    l->returns_reference = false;
    lower_stmt(l, body_of(l, lambda));
    l->inlined = call.outer;
    l->returns_reference = returns_reference;
    build_fall(b, call.exit);
    *out = gives ? lower_deliver(l, node->cursor, want, opnd_place(call.result))
                 : (Operand){ .kind = OPND_NONE };
    return true;
}
