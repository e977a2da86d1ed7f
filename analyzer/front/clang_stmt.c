/*
 * Statements.
 */
#include "front/clang_cxx.h"

static void lower_block(Lower *l, const Node *node)
{
    const Defer *scope = build_scope_open(&l->build);
    for (uint32_t i = 0; i < node->kids.len; i++)
        lower_stmt(l, node->kids.items[i]);
    build_scope_close(&l->build, scope);
}

/* The statements before the value; false when there is no value. */
static bool lower_all_but_last(Lower *l, const Node *node, CXCursor *last)
{
    Node body = *node;
    if (node->kids.len == 1)
        body = tree_node(l->scratch, node->kids.items[0]);
    for (uint32_t i = 0; i < body.kids.len; i++) {
        *last = body.kids.items[i];
        if (i + 1 == body.kids.len && clang_isExpression(clang_getCursorKind(*last)))
            return true;
        lower_stmt(l, *last);
    }
    return false;
}

Operand lower_stmt_expr(Lower *l, const Node *node, Want want)
{
    const Defer *scope = build_scope_open(&l->build);
    Operand value = { .kind = OPND_NONE };
    CXCursor last;
    if (lower_all_but_last(l, node, &last)) {
        if (want.kind == WANT_NOTHING ||
            clang_getCursorType(last).kind == CXType_Void) {
            lower_effect(l, last);
        } else { /* kept apart from the variables of the block, which end here */
            PlaceId place = lower_result(l, last, want);
            lower_into(l, last, place);
            value = opnd_place(place);
        }
    }
    build_scope_close(&l->build, scope);
    return value;
}

bool lower_stmt_branch(Lower *l, const Node *node, BlockId yes, BlockId no)
{
    const Defer *scope = build_scope_open(&l->build);
    CXCursor last;
    if (!lower_all_but_last(l, node, &last))
        return false;
    if (l->build.defers == scope) {
        lower_branch(l, last, yes, no);
        return true;
    }
    PlaceId place = lower_temp(l, clang_getCursorType(last));
    lower_into(l, last, place);
    build_scope_close(&l->build, scope);
    Cond cond = { .cmp = CMP_NE, .a = opnd_place(place), .b = opnd_int(0) };
    build_branch(&l->build, cond, yes, no, lower_span(l, last));
    return true;
}

/* ---- declarations ---- */

/* __attribute__((cleanup(f))): the name stands only in the declaration's text. */
static void defer_cleanup(Lower *l, CXCursor decl, const Place *place)
{
    if (!clang_Cursor_hasAttrs(decl))
        return;
    const char *text = tree_text(l->scratch, clang_getCursorPrettyPrinted(decl, NULL));
    const char *start = strstr(text, "cleanup(");
    if (!start)
        return;
    start += strlen("cleanup(");
    size_t n = strcspn(start, ")");
    const char *name = arena_strndup(l->scratch, start, n);
    Operand callee = opnd_func(lower_func_named(l, name));
    build_defer(&l->build, callee, place_address(l, place), lower_span(l, decl));
}

void lower_decl(Lower *l, CXCursor decl)
{
    enum CX_StorageClass storage = clang_Cursor_getStorageClass(decl);
    if (storage == CX_SC_Static || storage == CX_SC_Extern) {
        lower_init_later(l, decl);
        return;
    }
    Place place = lower_local(l, decl);
    CXCursor init = clang_Cursor_getVarDeclInitializer(decl);
    if (!clang_Cursor_isNull(init) && !cxx_only_called(l, decl)) {
        if (l->is_cxx && cxx_is_reference(clang_getCursorType(decl)))
            build_copy(&l->build, build_place(&l->build, &place), cxx_bind(l, init),
                       lower_span(l, init));
        else
            lower_init(l, &place, clang_getCursorType(decl), init);
    }
    defer_cleanup(l, decl, &place);
    cxx_defer_destructor(l, decl, &place);
}

static void lower_decls(Lower *l, const Node *node)
{
    for (uint32_t i = 0; i < node->kids.len; i++)
        if (clang_getCursorKind(node->kids.items[i]) == CXCursor_VarDecl)
            lower_decl(l, node->kids.items[i]);
        else if (clang_getCursorKind(node->kids.items[i]) == CXCursor_UnexposedDecl)
            cxx_bindings(l, node->kids.items[i]);
}

/* ---- if ---- */

/* `else if` chains are followed in a loop: generated ones have thousands of links. */
static void lower_if(Lower *l, Node node)
{
    Build *b = &l->build;
    BlockId join = build_block(b);
    for (;;) {
        uint32_t first = 0; /* C++ puts declarations before the condition */
        while (first + 2 < node.kids.len &&
               !clang_isExpression(clang_getCursorKind(node.kids.items[first])))
            lower_stmt(l, node.kids.items[first++]);
        if (node.kids.len < first + 2) {
            lower_unknown(l, node.cursor);
            break;
        }
        bool has_else = node.kids.len > first + 2;
        BlockId yes = build_block(b), no = has_else ? build_block(b) : join;
        lower_branch(l, node.kids.items[first], yes, no);
        build_start(b, yes);
        lower_stmt(l, node.kids.items[first + 1]);
        build_goto(b, join);
        if (!has_else)
            break;
        build_start(b, no);
        CXCursor other = node.kids.items[first + 2];
        if (clang_getCursorKind(other) != CXCursor_IfStmt) {
            lower_stmt(l, other);
            build_goto(b, join);
            break;
        }
        node = tree_node(l->scratch, other);
    }
    build_start(b, join);
}

/* ---- loops ---- */

static void lower_while(Lower *l, const Node *node)
{
    if (node->kids.len < 2) {
        lower_unknown(l, node->cursor);
        return;
    }
    Build *b = &l->build;
    CXCursor condition = node->kids.items[node->kids.len - 2];
    BlockId before = b->block;
    Frame *loop = build_loop_open(b, (Trip){ .kind = TRIP_UNKNOWN });
    BlockId body = build_block(b);
    if (node->kids.len == 3) /* C++: while (T x = f()) */
        lower_stmt(l, node->kids.items[0]);
    lower_branch(l, condition, body, loop->exit);
    build_start(b, body);
    lower_stmt(l, node->kids.items[node->kids.len - 1]);
    build_fall(b, loop->next);
    build_goto(b, loop->head);
    lower_trip(l, loop, before, condition);
    build_loop_close(b);
}

static void lower_do(Lower *l, const Node *node)
{
    if (node->kids.len != 2) {
        lower_unknown(l, node->cursor);
        return;
    }
    Build *b = &l->build;
    Frame *loop = build_loop_open(b, (Trip){ .kind = TRIP_UNKNOWN });
    lower_stmt(l, node->kids.items[0]);
    build_fall(b, loop->next);
    lower_branch(l, node->kids.items[1], loop->head, loop->exit);
    build_loop_close(b);
}

static void lower_for(Lower *l, const Node *node)
{
    Build *b = &l->build;
    ForClauses parts = for_clauses(l, node);
    const Defer *scope = build_scope_open(b);
    if (lower_walk(l, &parts)) {
        build_scope_close(b, scope);
        return;
    }
    if (!clang_Cursor_isNull(parts.init))
        lower_stmt(l, parts.init);
    BlockId before = b->block;
    Frame *loop = build_loop_open(b, (Trip){ .kind = TRIP_UNKNOWN });
    BlockId body = build_block(b);
    if (clang_Cursor_isNull(parts.condition))
        build_goto(b, body);
    else
        lower_branch(l, parts.condition, body, loop->exit);
    build_start(b, body);
    if (!clang_Cursor_isNull(parts.body))
        lower_stmt(l, parts.body);
    build_fall(b, loop->next);
    if (!clang_Cursor_isNull(parts.step))
        lower_effect(l, parts.step);
    build_goto(b, loop->head);
    if (!clang_Cursor_isNull(parts.condition))
        lower_trip(l, loop, before, parts.condition);
    build_loop_close(b);
    build_scope_close(b, scope);
}

/* ---- switch ---- */

static void lower_switch(Lower *l, const Node *node)
{
    if (node->kids.len < 2) {
        lower_unknown(l, node->cursor);
        return;
    }
    CXCursor condition = node->kids.items[node->kids.len - 2];
    Operand value = lower_value(l, condition);
    build_switch_open(&l->build, value, lower_span(l, condition));
    lower_stmt(l, node->kids.items[node->kids.len - 1]);
    build_switch_close(&l->build);
}

/* `case 1: case 2: s` nests; long lists of cases are followed in a loop. */
static void lower_case(Lower *l, Node node)
{
    while (node.kids.len &&
           (node.kind == CXCursor_CaseStmt || node.kind == CXCursor_DefaultStmt)) {
        Operand low, high;
        if (node.kind == CXCursor_DefaultStmt) {
            build_default(&l->build);
        } else {
            low = high = lower_value(l, node.kids.items[0]);
            if (node.kids.len == 3)
                high = lower_value(l, node.kids.items[1]);
            if (low.kind == OPND_INT && high.kind == OPND_INT)
                build_case(&l->build, low.number, high.number);
            else
                build_default(&l->build);
        }
        node = tree_node(l->scratch, node.kids.items[node.kids.len - 1]);
    }
    lower_stmt(l, node.cursor);
}

/* ---- jumps ---- */

static bool is_temp(const Lower *l, PlaceId id)
{
    const Place *place = &l->build.fn.places.items[id];
    return place->count == 0 && !place->is_global &&
           l->build.fn.vars.items[place->root].is_temp;
}

static void lower_return(Lower *l, const Node *node)
{
    Operand value = { .kind = OPND_NONE };
    Span span = lower_span(l, node->cursor);
    if (node->kids.len == 1) {
        CXCursor expression = node->kids.items[0];
        value =
            l->returns_reference ? cxx_bind(l, expression) : lower_value(l, expression);
        if (value.kind == OPND_PLACE && l->build.defers && !is_temp(l, value.place)) {
            /* read before the calls that end the scopes */
            PlaceId temp = lower_temp(l, clang_getCursorType(expression));
            build_copy(&l->build, temp, value, span);
            value = opnd_place(temp);
        }
    }
    if (!l->inlined) {
        build_return(&l->build, value, span);
        return;
    }
    if (l->inlined->result && value.kind != OPND_NONE)
        build_copy(&l->build, l->inlined->result, value, span);
    build_leave(&l->build, l->inlined->frame, l->inlined->defers, l->inlined->exit);
}

static Sym label_name(Lower *l, CXCursor cursor)
{
    return intern_text(l->request->intern,
                       tree_text(l->scratch, clang_getCursorSpelling(cursor)));
}

/* Statements that end the block or begin one; false when it is none. */
static bool lower_jump(Lower *l, const Node *node)
{
    Build *b = &l->build;
    switch ((int)node->kind) {
    case CXCursor_BreakStmt:
        build_break(b);
        return true;
    case CXCursor_ContinueStmt:
        build_continue(b);
        return true;
    case CXCursor_ReturnStmt:
        lower_return(l, node);
        return true;
    case CXCursor_LabelStmt:
        build_label(b, label_name(l, node->cursor));
        if (node->kids.len)
            lower_stmt(l, node->kids.items[node->kids.len - 1]);
        return true;
    case CXCursor_GotoStmt:
        if (node->kids.len != 1)
            return false;
        build_goto_label(b, label_name(l, node->kids.items[0]));
        return true;
    case CXCursor_IndirectGotoStmt:
        lower_unknown(l, node->cursor);
        build_goto_computed(b, lower_span(l, node->cursor));
        return true;
    default:
        return false;
    }
}

static void dispatch(Lower *l, const Node *node)
{
    switch ((int)node->kind) {
    case CXCursor_CompoundStmt:
        lower_block(l, node);
        break;
    case CXCursor_DeclStmt:
        lower_decls(l, node);
        break;
    case CXCursor_VarDecl:
        lower_decl(l, node->cursor);
        break;
    case CXCursor_NullStmt:
        break;
    case CXCursor_IfStmt:
        lower_if(l, *node);
        break;
    case CXCursor_WhileStmt:
        lower_while(l, node);
        break;
    case CXCursor_DoStmt:
        lower_do(l, node);
        break;
    case CXCursor_ForStmt:
        lower_for(l, node);
        break;
    case CXCursor_CXXForRangeStmt:
        cxx_for_range(l, node);
        break;
    case CXCursor_CXXTryStmt: /* nothing is thrown */
        if (node->kids.len)
            lower_stmt(l, node->kids.items[0]);
        break;
    case CXCursor_SwitchStmt:
        lower_switch(l, node);
        break;
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
        lower_case(l, *node);
        break;
    case CXCursor_UnexposedStmt: /* attributes around a statement */
        if (node->kids.len)
            lower_stmt(l, node->kids.items[node->kids.len - 1]);
        break;
    default:
        if (lower_jump(l, node))
            break;
        if (clang_isExpression(node->kind))
            lower_effect(l, node->cursor);
        else
            lower_unknown(l, node->cursor);
    }
}

void lower_stmt(Lower *l, CXCursor statement)
{
    if (l->depth >= LOWER_DEPTH_MAX) {
        build_event(&l->build, EV_UNKNOWN, 0, 0, NULL, lower_span(l, statement));
        return;
    }
    l->depth++;
    Node node = tree_node(l->scratch, statement);
    if (!lower_macro_stmt(l, &node))
        dispatch(l, &node);
    l->depth--;
}
