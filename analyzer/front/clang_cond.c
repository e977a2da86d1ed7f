/*
 * Conditions: &&, ||, ! and comparisons as control flow.
 */
#include "front/clang_cxx.h"

#include <assert.h>
#include <stdlib.h>

bool is_comparison(enum CXBinaryOperatorKind kind)
{
    return kind >= CXBinaryOperator_LT && kind <= CXBinaryOperator_NE;
}

CmpKind comparison_of(enum CXBinaryOperatorKind kind)
{
    switch ((int)kind) {
    case CXBinaryOperator_LT:
        return CMP_LT;
    case CXBinaryOperator_LE:
        return CMP_LE;
    case CXBinaryOperator_GT:
        return CMP_GT;
    case CXBinaryOperator_GE:
        return CMP_GE;
    case CXBinaryOperator_EQ:
        return CMP_EQ;
    case CXBinaryOperator_NE:
        return CMP_NE;
    default:
        UNREACHABLE();
    }
}

static void both(Lower *l, const Node *node, bool is_and, BlockId yes, BlockId no)
{
    BlockId middle = build_block(&l->build);
    if (is_and)
        lower_branch(l, node->kids.items[0], middle, no);
    else
        lower_branch(l, node->kids.items[0], yes, middle);
    build_start(&l->build, middle);
    lower_branch(l, node->kids.items[1], yes, no);
}

/* (size_t)-1 is the largest number, not one below zero. */
static Operand ordered(CXCursor expression, CmpKind cmp, Operand value)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(expression));
    bool is_unsigned = type.kind >= CXType_Bool && type.kind <= CXType_UInt128;
    bool is_order = cmp != CMP_EQ && cmp != CMP_NE;
    if (is_order && is_unsigned && value.kind == OPND_INT && value.number < 0)
        return opnd_unknown();
    return value;
}

static void compared(Lower *l, const Node *node, CmpKind cmp, BlockId yes, BlockId no)
{
    CXCursor a = node->kids.items[0], b = node->kids.items[1];
    Cond cond = { .cmp = (uint8_t)cmp };
    cond.a = ordered(a, cmp, lower_value(l, a));
    cond.b = ordered(b, cmp, lower_value(l, b));
    build_branch(&l->build, cond, yes, no, lower_span(l, node->cursor));
}

static void true_value(Lower *l, const Node *node, BlockId yes, BlockId no)
{
    Cond cond = { .cmp = CMP_NE, .a = lower_value(l, node->cursor), .b = opnd_int(0) };
    if (cond.a.kind == OPND_STR || cond.a.kind == OPND_FUNC || cond.a.kind == OPND_ADDR)
        build_goto(&l->build, yes); /* an address is not NULL */
    else
        build_branch(&l->build, cond, yes, no, lower_span(l, node->cursor));
}

static void chosen_branch(Lower *l, const Node *node, BlockId yes, BlockId no)
{
    BlockId first = build_block(&l->build), second = build_block(&l->build);
    lower_branch(l, node->kids.items[0], first, second);
    build_start(&l->build, first);
    lower_branch(l, node->kids.items[1], yes, no);
    build_start(&l->build, second);
    lower_branch(l, node->kids.items[2], yes, no);
}

/* Whether the call is of __builtin_expect, which gives its first argument. */
static bool is_expect(const Node *node)
{
    if (node->kind != CXCursor_CallExpr || node->kids.len < 2)
        return false;
    CXString name = clang_getCursorSpelling(node->cursor);
    bool yes = strncmp(clang_getCString(name), "__builtin_expect", 16) == 0;
    clang_disposeString(name);
    return yes;
}

static void branch(Lower *l, const Node *node, BlockId yes, BlockId no)
{
    if (node->kind == CXCursor_UnaryOperator && node->kids.len == 1 &&
        clang_getCursorUnaryOperatorKind(node->cursor) == CXUnaryOperator_LNot) {
        lower_branch(l, node->kids.items[0], no, yes);
        return;
    }
    if (node->kind == CXCursor_ConditionalOperator && node->kids.len == 3) {
        chosen_branch(l, node, yes, no);
        return;
    }
    if (node->kind == CXCursor_StmtExpr) {
        if (!lower_stmt_branch(l, node, yes, no)) /* only where it does not compile */
            build_branch(&l->build, (Cond){ .cmp = CMP_NONE }, yes, no,
                         lower_span(l, node->cursor));
        return;
    }
    if (cxx_branch(l, node, yes, no))
        return;
    if (is_expect(node)) {
        lower_branch(l, node->kids.items[1], yes, no);
        return;
    }
    if (node->kind != CXCursor_BinaryOperator || node->kids.len != 2) {
        true_value(l, node, yes, no);
        return;
    }
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(node->cursor);
    if (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr) {
        both(l, node, kind == CXBinaryOperator_LAnd, yes, no);
    } else if (kind == CXBinaryOperator_Comma) {
        lower_effect(l, node->kids.items[0]);
        lower_branch(l, node->kids.items[1], yes, no);
    } else if (is_comparison(kind)) {
        compared(l, node, comparison_of(kind), yes, no);
    } else {
        true_value(l, node, yes, no);
    }
}

void lower_branch(Lower *l, CXCursor condition, BlockId yes, BlockId no)
{
    if (l->depth >= LOWER_DEPTH_MAX) {
        lower_unknown(l, condition);
        build_branch(&l->build, (Cond){ .cmp = CMP_NONE }, yes, no,
                     lower_span(l, condition));
        return;
    }
    l->depth++;
    Node node = lower_strip(l, condition);
    branch(l, &node, yes, no);
    l->depth--;
}

Operand lower_truth(Lower *l, CXCursor condition, Want want)
{
    Build *b = &l->build;
    BlockId yes = build_block(b), no = build_block(b), join = build_block(b);
    PlaceId dst = want.kind == WANT_IN ? want.place : 0;
    if (want.kind == WANT_VALUE)
        dst = lower_temp(l, clang_getCursorType(condition));
    Span span = lower_span(l, condition);
    lower_branch(l, condition, yes, no);
    build_start(b, yes);
    if (dst)
        build_copy(b, dst, opnd_int(1), span);
    build_goto(b, join);
    build_start(b, no);
    if (dst)
        build_copy(b, dst, opnd_int(0), span);
    build_fall(b, join);
    return dst ? opnd_place(dst) : (Operand){ .kind = OPND_NONE };
}
