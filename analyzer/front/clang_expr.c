/*
 * Values: expressions to operands and events.
 *
 * An expression that names a location is read where its operand is used; everything
 * else leaves its value in a temporary, or where the caller wants it. Order of
 * evaluation follows the text where C leaves it open.
 */
#include "front/clang_cxx.h"

static const Want want_value = { .kind = WANT_VALUE };
static const Want want_nothing = { .kind = WANT_NOTHING };

PlaceId lower_temp(Lower *l, CXType type)
{
    return build_var_place(&l->build, build_temp(&l->build, lower_type(l, type)));
}

PlaceId lower_result(Lower *l, CXCursor expression, Want want)
{
    switch (want.kind) {
    case WANT_IN:
        return want.place;
    case WANT_NOTHING:
        return 0;
    case WANT_VALUE:
        break;
    }
    return lower_temp(l, clang_getCursorType(expression));
}

static Operand result(PlaceId place)
{
    return place ? opnd_place(place) : (Operand){ .kind = OPND_NONE };
}

/* A read that goes through a pointer matters even when the value is dropped. */
static void use(Lower *l, Operand value, CXCursor expression)
{
    if (value.kind != OPND_PLACE)
        return;
    const Place *place = &l->build.fn.places.items[value.place];
    for (unsigned i = 0; i < place->count; i++)
        if (place->sel[i].kind == SEL_DEREF) {
            build_event(&l->build, EV_USE, 0, 1, &value, lower_span(l, expression));
            return;
        }
}

Operand lower_deliver(Lower *l, CXCursor expression, Want want, Operand value)
{
    switch (want.kind) {
    case WANT_IN:
        if (value.kind != OPND_PLACE || value.place != want.place)
            build_copy(&l->build, want.place, value, lower_span(l, expression));
        return opnd_place(want.place);
    case WANT_NOTHING:
        use(l, value, expression);
        break;
    case WANT_VALUE:
        break;
    }
    return value;
}

/* ---- arithmetic ---- */

static Operand compute(Lower *l, CXCursor expression, Want want, Operand left, char op,
                       Operand right)
{
    int64_t number;
    if (left.kind == OPND_INT && right.kind == OPND_INT &&
        arith_fold(op, left.number, right.number, &number))
        return lower_deliver(l, expression, want, opnd_int(number));
    if ((op == '+' || op == '-') && opnd_eq(right, opnd_int(0)))
        return lower_deliver(l, expression, want,
                             left); /* a first member's container */
    if (want.kind == WANT_NOTHING) {
        use(l, left, expression);
        use(l, right, expression);
        return (Operand){ .kind = OPND_NONE };
    }
    PlaceId dst = lower_result(l, expression, want);
    build_compute(&l->build, dst, left, op, right, lower_span(l, expression));
    return opnd_place(dst);
}

/* `a < b` as a value: against a constant by branches, which remember what was tested.
 */
static Operand compare(Lower *l, const Node *node, enum CXBinaryOperatorKind kind,
                       Want want)
{
    Operand a = lower_value(l, node->kids.items[0]);
    Operand b = lower_value(l, node->kids.items[1]);
    if (want.kind == WANT_NOTHING || (a.kind != OPND_INT && b.kind != OPND_INT))
        return compute(l, node->cursor, want, a, '?', b);
    BlockId yes = build_block(&l->build), no = build_block(&l->build);
    BlockId join = build_block(&l->build);
    Span span = lower_span(l, node->cursor);
    PlaceId dst = lower_result(l, node->cursor, want);
    Cond cond = { .cmp = (uint8_t)comparison_of(kind), .a = a, .b = b };
    build_branch(&l->build, cond, yes, no, span);
    build_start(&l->build, yes);
    build_copy(&l->build, dst, opnd_int(1), span);
    build_goto(&l->build, join);
    build_start(&l->build, no);
    build_copy(&l->build, dst, opnd_int(0), span);
    build_fall(&l->build, join);
    return opnd_place(dst);
}

/* ---- assignments ---- */

static Operand assign(Lower *l, const Node *node, Want want)
{
    Place place;
    if (!lower_place(l, node->kids.items[0], &place)) {
        Operand value = lower_value(l, node->kids.items[1]); /* goes who knows where */
        build_event(&l->build, EV_UNKNOWN, 0, 1, &value, lower_span(l, node->cursor));
        return lower_unknown_value(l, node, want);
    }
    PlaceId dst = build_place(&l->build, &place);
    uint32_t before = l->build.fn.blocks.items[l->build.block].events.len;
    BlockId block = l->build.block;
    lower_into(l, node->kids.items[1], dst);
    /* A plain copy is reported as the whole assignment. */
    Block *now = &l->build.fn.blocks.items[l->build.block];
    if (l->build.block == block && now->events.len == before + 1 &&
        vec_last(&now->events).verb == EV_COPY)
        vec_last(&now->events).span = lower_span(l, node->cursor);
    if (want.kind == WANT_NOTHING)
        return opnd_place(dst);
    return lower_deliver(l, node->cursor, want, opnd_place(dst));
}

static Operand assign_compute(Lower *l, CXCursor cursor, CXCursor target, char op,
                              Operand right, Want want)
{
    Place place;
    if (!lower_place(l, target, &place)) {
        lower_unknown(l, cursor);
        return lower_deliver(l, cursor, want, opnd_unknown());
    }
    PlaceId dst = build_place(&l->build, &place);
    build_compute(&l->build, dst, opnd_place(dst), op, right, lower_span(l, cursor));
    if (want.kind == WANT_NOTHING)
        return opnd_place(dst);
    return lower_deliver(l, cursor, want, opnd_place(dst));
}

/* i++ gives the value before. */
static Operand step_after(Lower *l, const Node *node, char op, Want want)
{
    CXCursor target = node->kids.items[0];
    Place place;
    if (want.kind == WANT_NOTHING || !lower_place(l, target, &place))
        return assign_compute(l, node->cursor, target, op, opnd_int(1), want);
    PlaceId counter = build_place(&l->build, &place);
    PlaceId old = lower_result(l, node->cursor, want);
    Span span = lower_span(l, node->cursor);
    build_copy(&l->build, old, opnd_place(counter), span);
    build_compute(&l->build, counter, opnd_place(counter), op, opnd_int(1), span);
    return opnd_place(old);
}

/* ---- operators ---- */

static Operand address_of(Lower *l, const Node *node, Want want)
{
    CXCursor operand = node->kids.items[0];
    Place place;
    CXType type = clang_getCanonicalType(clang_getCursorType(operand));
    if (type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto)
        return lower_expr(l, operand, want);
    if (!lower_place(l, operand, &place)) {
        PlaceId temp = lower_temp(l, clang_getCursorType(operand));
        lower_into(l, operand, temp);
        place = l->build.fn.places.items[temp];
    }
    Operand address = place_address(l, &place);
    if (want.kind == WANT_NOTHING)
        return address;
    return lower_deliver(l, node->cursor, want, address);
}

static Operand read_place(Lower *l, const Node *node, Want want)
{
    Place place;
    if (!lower_node_place(l, node, &place))
        return lower_unknown_value(l, node, want);
    PlaceId id = build_place(&l->build, &place);
    CXType type = clang_getCanonicalType(clang_getCursorType(node->cursor));
    bool decays = type.kind == CXType_ConstantArray ||
                  type.kind == CXType_IncompleteArray ||
                  type.kind == CXType_VariableArray;
    return lower_deliver(l, node->cursor, want,
                         decays ? place_address(l, &place) : opnd_place(id));
}

static Operand dereference(Lower *l, const Node *node, Want want)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(node->cursor));
    if (type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto)
        return lower_expr(l, node->kids.items[0], want); /* *fp is fp */
    return read_place(l, node, want);
}

/* !0 is how C's libraries spell TRUE. */
static Operand negate(Lower *l, const Node *node, Want want)
{
    Node kid = tree_strip(l->scratch, node->kids.items[0]);
    int64_t number;
    if (kid.kind == CXCursor_IntegerLiteral && tree_int(kid.cursor, &number))
        return lower_deliver(l, node->cursor, want, opnd_int(number == 0));
    return lower_truth(l, node->cursor, want);
}

static Operand unary(Lower *l, const Node *node, Want want)
{
    if (node->kids.len != 1)
        return lower_unknown_value(l, node, want);
    CXCursor kid = node->kids.items[0];
    switch (clang_getCursorUnaryOperatorKind(node->cursor)) {
    case CXUnaryOperator_PostInc:
        return step_after(l, node, '+', want);
    case CXUnaryOperator_PostDec:
        return step_after(l, node, '-', want);
    case CXUnaryOperator_PreInc:
        return assign_compute(l, node->cursor, kid, '+', opnd_int(1), want);
    case CXUnaryOperator_PreDec:
        return assign_compute(l, node->cursor, kid, '-', opnd_int(1), want);
    case CXUnaryOperator_AddrOf:
        return address_of(l, node, want);
    case CXUnaryOperator_Deref:
        return dereference(l, node, want);
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Extension:
        return lower_expr(l, kid, want);
    case CXUnaryOperator_Minus:
        return compute(l, node->cursor, want, opnd_int(0), '-', lower_value(l, kid));
    case CXUnaryOperator_Not:
        return compute(l, node->cursor, want, lower_value(l, kid), '^', opnd_int(-1));
    case CXUnaryOperator_LNot:
        return negate(l, node, want);
    default:
        return lower_unknown_value(l, node, want);
    }
}

static Operand binary(Lower *l, const Node *node, Want want)
{
    if (node->kids.len != 2)
        return lower_unknown_value(l, node, want);
    CXCursor a = node->kids.items[0], b = node->kids.items[1];
    enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(node->cursor);
    if (node->kind == CXCursor_CompoundAssignOperator)
        return assign_compute(l, node->cursor, a, arith_char(kind), lower_value(l, b),
                              want);
    if (kind == CXBinaryOperator_Assign)
        return assign(l, node, want);
    if (kind == CXBinaryOperator_Comma) {
        lower_effect(l, a);
        return lower_expr(l, b, want);
    }
    if (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr)
        return lower_truth(l, node->cursor, want);
    if (is_comparison(kind))
        return compare(l, node, kind, want);
    Operand left = lower_value(l, a);
    return compute(l, node->cursor, want, left, arith_char(kind), lower_value(l, b));
}

/* c ? a : b, and a ?: b, which shows `a` three times. */
static Operand conditional(Lower *l, const Node *node, Want want)
{
    bool is_short = node->kids.len == 4;
    CXCursor condition = node->kids.items[0];
    CXCursor other = node->kids.items[node->kids.len - 1];
    Build *b = &l->build;
    BlockId yes = build_block(b), no = build_block(b), join = build_block(b);
    PlaceId dst = lower_result(l, node->cursor, want);
    Want each = dst ? (Want){ .kind = WANT_IN, .place = dst } : want_nothing;
    if (is_short) {
        Operand value = lower_value(l, condition);
        build_branch(b, (Cond){ .cmp = CMP_NE, .a = value, .b = opnd_int(0) }, yes, no,
                     lower_span(l, condition));
        build_start(b, yes);
        if (dst)
            lower_deliver(l, condition, each, value);
    } else {
        lower_branch(l, condition, yes, no);
        build_start(b, yes);
        lower_expr(l, node->kids.items[1], each);
    }
    build_goto(b, join);
    build_start(b, no);
    lower_expr(l, other, each);
    build_fall(b, join);
    return result(dst);
}

/* ---- leaves ---- */

static Operand declared(Lower *l, const Node *node, Want want)
{
    CXCursor decl = clang_getCursorReferenced(node->cursor);
    switch ((int)clang_getCursorKind(decl)) {
    case CXCursor_EnumConstantDecl:
        return lower_deliver(l, node->cursor, want,
                             opnd_int(clang_getEnumConstantDeclValue(decl)));
    case CXCursor_FunctionDecl:
    case CXCursor_CXXMethod:
        return lower_deliver(l, node->cursor, want,
                             opnd_func(lower_func(l, decl)->name));
    default:
        return read_place(l, node, want);
    }
}

/* Longer texts are data, not keys. */
#define STRING_MAX 1000

static Operand text_literal(Lower *l, const Node *node, Want want)
{
    CXString spelling = clang_getCursorSpelling(node->cursor);
    const char *text = clang_getCString(spelling);
    size_t n = text ? strlen(text) : 0;
    Operand value = opnd_unknown();
    if (n >= 2 && n < STRING_MAX && text[0] == '"' && text[n - 1] == '"')
        value = (Operand){ .kind = OPND_STR,
                           .sym = intern_str(l->request->intern,
                                             (Str){ text + 1, n - 2 }) };
    clang_disposeString(spelling);
    return lower_deliver(l, node->cursor, want, value);
}

static Operand number_literal(Lower *l, const Node *node, Want want)
{
    int64_t number;
    Operand value = tree_int(node->cursor, &number) ? opnd_int(number) : opnd_unknown();
    return lower_deliver(l, node->cursor, want, value);
}

/* Expressions that libclang has no cursor for. */
static Operand unexposed(Lower *l, const Node *node, Want want)
{
    int64_t number;
    if (node->kids.len == 4 &&
        clang_equalCursors(node->kids.items[0], node->kids.items[1]))
        return conditional(l, node, want);
    Operand value;
    if (lower_atomic(l, node, want, &value))
        return value;
    if (tree_int(node->cursor, &number)) /* offsetof and friends */
        return lower_deliver(l, node->cursor, want, opnd_int(number));
    return lower_unknown_value(l, node, want);
}

static Operand label_address(Lower *l, const Node *node, Want want)
{
    if (node->kids.len == 1) {
        const char *name =
            tree_text(l->scratch, clang_getCursorSpelling(node->kids.items[0]));
        build_label_address(&l->build, intern_text(l->request->intern, name));
    }
    return lower_deliver(l, node->cursor, want, opnd_unknown());
}

/* { x } around a scalar, or an aggregate without a place. */
static Operand init_list(Lower *l, const Node *node, Want want)
{
    CXType type = clang_getCursorType(node->cursor);
    PlaceId dst = want.kind == WANT_IN ? want.place : lower_temp(l, type);
    Place place = l->build.fn.places.items[dst];
    lower_init(l, &place, type, node->cursor);
    return opnd_place(dst);
}

static Operand dispatch(Lower *l, const Node *node, Want want)
{
    if (node->macro)
        return lower_macro_value(l, node, want);
    switch ((int)node->kind) {
    case CXCursor_DeclRefExpr:
        return declared(l, node, want);
    case CXCursor_MemberRefExpr:
    case CXCursor_ArraySubscriptExpr:
    case CXCursor_CompoundLiteralExpr:
        return read_place(l, node, want);
    case CXCursor_CallExpr:
        return lower_call(l, node, want);
    case CXCursor_UnaryOperator:
        return unary(l, node, want);
    case CXCursor_BinaryOperator:
    case CXCursor_CompoundAssignOperator:
        return binary(l, node, want);
    case CXCursor_ConditionalOperator:
        return node->kids.len == 3 ? conditional(l, node, want)
                                   : lower_unknown_value(l, node, want);
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_CXXBoolLiteralExpr:
    case CXCursor_UnaryExpr: /* sizeof, alignof */
        return number_literal(l, node, want);
    case CXCursor_FloatingLiteral:
    case CXCursor_ImaginaryLiteral:
        return lower_deliver(l, node->cursor, want, opnd_unknown());
    case CXCursor_CXXNullPtrLiteralExpr:
    case CXCursor_GNUNullExpr:
        return lower_deliver(l, node->cursor, want, opnd_int(0));
    case CXCursor_StringLiteral:
        return text_literal(l, node, want);
    case CXCursor_StmtExpr:
        return lower_stmt_expr(l, node, want);
    case CXCursor_InitListExpr:
        return init_list(l, node, want);
    case CXCursor_AddrLabelExpr:
        return label_address(l, node, want);
    case CXCursor_UnexposedExpr:
        return unexposed(l, node, want);
    default:
        return cxx_expr(l, node, want);
    }
}

Operand lower_node(Lower *l, const Node *node, Want want)
{
    if (l->depth >= LOWER_DEPTH_MAX) {
        build_event(&l->build, EV_UNKNOWN, 0, 0, NULL, lower_span(l, node->cursor));
        return lower_deliver(l, node->cursor, want, opnd_unknown());
    }
    l->depth++;
    Operand value = dispatch(l, node, want);
    l->depth--;
    return value;
}

Operand lower_expr(Lower *l, CXCursor expression, Want want)
{
    Node node = lower_strip(l, expression);
    return lower_node(l, &node, want);
}

Operand lower_value(Lower *l, CXCursor expression)
{
    return lower_expr(l, expression, want_value);
}

void lower_into(Lower *l, CXCursor expression, PlaceId place)
{
    lower_expr(l, expression, (Want){ .kind = WANT_IN, .place = place });
}

void lower_effect(Lower *l, CXCursor expression)
{
    lower_expr(l, expression, want_nothing);
}
