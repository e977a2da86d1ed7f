/*
 * Calls, and the builtins that only look like calls.
 */
#include "front/clang_cxx.h"
#include "front/clang_key.h"

static bool callee_is(Lower *l, Operand callee, const char *name)
{
    return callee.kind == OPND_FUNC &&
           strcmp(sym_text(l->request->intern, callee.sym), name) == 0;
}

/* What a call of a builtin gives without being a call. */
static bool builtin(Lower *l, const Node *node, Operand callee, Want want, Operand *out)
{
    if (callee.kind != OPND_FUNC || node->kids.len < 2)
        return false;
    const char *name = sym_text(l->request->intern, callee.sym);
    if (lower_sync_call(l, node, str_of(name), want, out))
        return true;
    if (strncmp(name, "__builtin_", 10) != 0)
        return false;
    int64_t number;
    if (callee_is(l, callee, "__builtin_expect") ||
        callee_is(l, callee, "__builtin_expect_with_probability")) {
        *out = lower_expr(l, node->kids.items[1], want);
        for (uint32_t i = 2; i < node->kids.len; i++)
            lower_effect(l, node->kids.items[i]);
        return true;
    }
    if (callee_is(l, callee, "__builtin_constant_p") &&
        tree_int(node->cursor, &number)) {
        *out = lower_deliver(l, node->cursor, want, opnd_int(number));
        return true;
    }
    return false;
}

static Operand lower_callee(Lower *l, CXCursor cursor, bool *no_return)
{
    Node node = tree_strip(l->scratch, cursor);
    while (node.kind == CXCursor_UnaryOperator && node.kids.len == 1 &&
           clang_getCursorUnaryOperatorKind(node.cursor) == CXUnaryOperator_Deref)
        node = tree_strip(l->scratch, node.kids.items[0]);
    if (node.kind == CXCursor_DeclRefExpr) {
        CXCursor decl = clang_getCursorReferenced(node.cursor);
        if (clang_getCursorKind(decl) == CXCursor_FunctionDecl) {
            const FuncInfo *info = lower_func(l, decl);
            *no_return = info->no_return;
            return opnd_func(info->name);
        }
    }
    Operand callee = lower_node(l, &node, (Want){ .kind = WANT_VALUE });
    return callee.kind == OPND_PLACE || callee.kind == OPND_FUNC ? callee
                                                                 : opnd_unknown();
}

static void note_keys(Lower *l, const Node *call, uint32_t count, const Operand *args)
{
    KeyArg *exprs = ARENA_ARRAY(l->scratch, KeyArg, count);
    for (uint32_t i = 0; i < count; i++)
        exprs[i].expression = call->kids.items[i + 1];
    lower_key_note(l, count, exprs, args);
}

Operand lower_call(Lower *l, const Node *node, Want want)
{
    Operand value;
    if (cxx_call(l, node, want, &value))
        return value;
    if (node->kids.len == 0)
        return lower_unknown_value(l, node, want);
    bool no_return = false;
    Operand callee = lower_callee(l, node->kids.items[0], &no_return);
    if (builtin(l, node, callee, want, &value))
        return value;
    uint32_t count = node->kids.len - 1;
    Operand *args = ARENA_ARRAY(l->scratch, Operand, count);
    for (uint32_t i = 0; i < count; i++)
        args[i] = lower_value(l, node->kids.items[i + 1]);
    PlaceId dst = lower_result(l, node->cursor, want);
    Span span = lower_span(l, node->cursor);
    note_keys(l, node, count, args);
    build_call(&l->build, dst, callee, count, args, span);
    if (no_return)
        build_unreachable(&l->build, span);
    return dst ? opnd_place(dst) : (Operand){ .kind = OPND_NONE };
}
