/*
 * Macros that a model knows, as calls of their own names. What they expand to is not
 * looked at, so a finding stands where the user called the macro.
 */
#include "front/clang_key.h"
#include "front/clang_macro.h"

static const Want want_value = { .kind = WANT_VALUE };

/* ---- arguments ---- */

static Operand address_of(Lower *l, CXCursor expression)
{
    Place place;
    if (!lower_place(l, expression, &place)) {
        PlaceId temp = lower_temp(l, clang_getCursorType(expression));
        lower_into(l, expression, temp);
        place = l->build.fn.places.items[temp];
    }
    return place_address(l, &place);
}

static Operand argument(Lower *l, const MacroUse *use, uint32_t i)
{
    const MacroArg *arg = &use->args[i];
    if ((int)i == use->shape->code)
        return opnd_unknown();
    bool may_name = use->shape->member >> i & 1;
    if (arg->cursors.len == 0 && may_name && !clang_Cursor_isNull(arg->member))
        return address_of(l, arg->member);
    if (arg->cursors.len == 0)
        return (Operand){ .kind = OPND_STR,
                          .sym = intern_str(l->request->intern, arg->text) };
    CXCursor expression = arg->cursors.items[0];
    if (!clang_isExpression(clang_getCursorKind(expression)))
        return opnd_unknown();
    if (use->shape->address >> i & 1)
        return address_of(l, expression);
    return lower_expr(l, expression, want_value);
}

static Operand *arguments(Lower *l, const MacroUse *use)
{
    Operand *args = ARENA_ARRAY(l->scratch, Operand, use->count + 1);
    CXFile file = l->macro_file;
    unsigned offset = l->macro_offset;
    l->macro_file = use->file;
    l->macro_offset = use->offset;
    for (uint32_t i = 0; i < use->count; i++)
        args[i] = argument(l, use, i);
    l->macro_file = file;
    l->macro_offset = offset;
    return args;
}

/* The call itself, with what is known of a key among the arguments. */
static void call_macro(Lower *l, const MacroUse *use, PlaceId dst)
{
    Operand *args = arguments(l, use);
    KeyArg *exprs = ARENA_ARRAY(l->scratch, KeyArg, use->count);
    for (uint32_t i = 0; i < use->count; i++) {
        const MacroArg *arg = &use->args[i];
        bool by_name = arg->cursors.len == 0 && args[i].kind != OPND_STR;
        exprs[i].is_object = by_name || (use->shape->address >> i & 1);
        exprs[i].expression = by_name ? arg->member : clang_getNullCursor();
        if (arg->cursors.len)
            exprs[i].expression = arg->cursors.items[0];
    }
    lower_key_note(l, use->count, exprs, args);
    build_call(&l->build, dst, opnd_func(use->shape->name), use->count, args,
               use->span);
}

/* ---- loops ---- */

static void lower_body(Lower *l, const MacroUse *use, const Node *node)
{
    if (use->shape->code < 0) {
        if (node->kids.len)
            lower_stmt(l, node->kids.items[node->kids.len - 1]);
        return;
    }
    const Cursors *code = &use->args[use->shape->code].cursors;
    for (uint32_t i = 0; i < code->len; i++)
        lower_stmt(l, code->items[i]);
}

/* A loop that is opened: its body comes next. */
typedef struct Turns {
    const MacroShape *shape;
    uint32_t count;
    Operand *args;
    Span span;
} Turns;

static Frame *open_loop(Lower *l, const Turns *turns)
{
    Build *b = &l->build;
    Operand begin = opnd_func(turns->shape->name), turn = opnd_func(turns->shape->next);
    build_call(b, 0, begin, turns->count, turns->args, turns->span);
    Frame *loop = build_loop_open(b, (Trip){ .kind = TRIP_UNKNOWN });
    BlockId body = build_block(b);
    PlaceId more = build_var_place(b, build_temp(b, (Var){ 0 }));
    build_call(b, more, turn, turns->count, turns->args, turns->span);
    Cond cond = { .cmp = CMP_NE, .a = opnd_place(more), .b = opnd_int(0) };
    build_branch(b, cond, body, loop->exit, turns->span);
    build_start(b, body);
    return loop;
}

static void close_loop(Lower *l, const Frame *loop)
{
    build_fall(&l->build, loop->next);
    build_goto(&l->build, loop->head);
    build_loop_close(&l->build);
}

static void lower_loop(Lower *l, const MacroUse *use, const Node *node)
{
    Turns turns = { use->shape, use->count, arguments(l, use), use->span };
    Frame *loop = open_loop(l, &turns);
    lower_body(l, use, node);
    close_loop(l, loop);
}

/* ---- walks from element to element ---- */

/* `a = b`, or the declaration of one variable a with the value b. */
static bool is_assignment(Lower *l, CXCursor cursor, CXCursor *target, CXCursor *value)
{
    Node node = tree_strip(l->scratch, cursor);
    if (node.kind == CXCursor_DeclStmt && node.kids.len == 1) {
        *target = node.kids.items[0];
        *value = clang_Cursor_getVarDeclInitializer(*target);
        return !clang_Cursor_isNull(*value);
    }
    if (node.kind != CXCursor_BinaryOperator || node.kids.len != 2 ||
        clang_getCursorBinaryOperatorKind(node.cursor) != CXBinaryOperator_Assign)
        return false;
    Node left = tree_strip(l->scratch, node.kids.items[0]);
    *target = clang_getCursorReferenced(left.cursor);
    *value = node.kids.items[1];
    return left.kind == CXCursor_DeclRefExpr;
}

/* The shape TYPE.MEMBER of what the expression reads, through whatever variable. */
static const MacroShape *link_shape(Lower *l, CXCursor expression)
{
    Node link = tree_strip(l->scratch, expression);
    if (link.kind != CXCursor_MemberRefExpr || link.kids.len == 0)
        return NULL;
    Node handle = tree_strip(l->scratch, link.kids.items[0]);
    if (handle.kind != CXCursor_MemberRefExpr)
        return NULL;
    Var type = lower_expr_type(l, handle.cursor);
    CXString member = clang_getCursorSpelling(link.cursor);
    const char *name =
        arena_printf(l->scratch, "%s.%s", sym_text(l->request->intern, type.type),
                     clang_getCString(member));
    clang_disposeString(member);
    return macro_shape(l, str_of(name));
}

/* The variable at the root of e->hh.next. */
static CXCursor link_root(Lower *l, CXCursor expression)
{
    Node node = tree_strip(l->scratch, expression);
    while (node.kind == CXCursor_MemberRefExpr && node.kids.len)
        node = tree_strip(l->scratch, node.kids.items[0]);
    return clang_getCursorReferenced(node.cursor);
}

/* The variable that the first clause sets. */
static Operand walker(Lower *l, const ForClauses *parts, CXCursor variable)
{
    bool is_new = clang_getCursorKind(parts->init) == CXCursor_DeclStmt;
    Place at = is_new ? lower_local(l, variable) : lower_var(l, variable);
    return place_address(l, &at);
}

/* ---- walks from slot to slot ---- */

/* `i < M(...)`, `i != M(...)` with a macro that bounds such loops. */
static bool is_bound(Lower *l, CXCursor condition, CXCursor variable, MacroUse *use)
{
    Node test = tree_strip(l->scratch, condition);
    if (test.kind != CXCursor_BinaryOperator || test.kids.len != 2)
        return false;
    switch ((int)clang_getCursorBinaryOperatorKind(test.cursor)) {
    case CXBinaryOperator_LT:
    case CXBinaryOperator_NE:
        break;
    default:
        return false;
    }
    CXCursor left = tree_strip(l->scratch, test.kids.items[0]).cursor;
    if (!clang_equalCursors(clang_getCursorReferenced(left), variable))
        return false;
    Node right = tree_node(l->scratch, test.kids.items[1]);
    for (unsigned i = 0; i < STRIP_MAX; i++)
        if (macro_use(l, right.cursor, use))
            return use->shape->is_bound;
        else if (!tree_unwrap(l->scratch, &right))
            break;
    return false;
}

/* `i++`, `++i` */
static bool is_increment(Lower *l, CXCursor step, CXCursor variable)
{
    Node node = tree_strip(l->scratch, step);
    if (node.kind != CXCursor_UnaryOperator || node.kids.len != 1)
        return false;
    enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(node.cursor);
    CXCursor what = tree_strip(l->scratch, node.kids.items[0]).cursor;
    return (kind == CXUnaryOperator_PreInc || kind == CXUnaryOperator_PostInc) &&
           clang_equalCursors(clang_getCursorReferenced(what), variable);
}

/* Is the node `v = ...`, `v += ...`, `v++` or `&v`? */
static bool changes_here(Lower *l, const Node *node, CXCursor variable)
{
    switch ((int)node->kind) {
    case CXCursor_UnaryOperator:
    case CXCursor_CompoundAssignOperator:
        break;
    case CXCursor_BinaryOperator:
        if (clang_getCursorBinaryOperatorKind(node->cursor) == CXBinaryOperator_Assign)
            break;
        return false;
    default:
        return false;
    }
    CXCursor target = tree_strip(l->scratch, node->kids.items[0]).cursor;
    return clang_equalCursors(clang_getCursorReferenced(target), variable);
}

static bool changes(Lower *l, CXCursor cursor, CXCursor variable, unsigned depth)
{
    Node node = tree_node(l->scratch, cursor);
    if (depth > LOWER_DEPTH_MAX || (node.kids.len && changes_here(l, &node, variable)))
        return true;
    for (uint32_t i = 0; i < node.kids.len; i++)
        if (changes(l, node.kids.items[i], variable, depth + 1))
            return true;
    return false;
}

static bool walk_slots(Lower *l, const ForClauses *parts, CXCursor variable)
{
    MacroUse use;
    if (!is_bound(l, parts->condition, variable, &use) ||
        !is_increment(l, parts->step, variable) || changes(l, parts->body, variable, 0))
        return false;
    Operand *given = arguments(l, &use);
    Operand *args = ARENA_ARRAY(l->scratch, Operand, use.count + 1);
    memcpy(args, given, use.count * sizeof *args);
    args[use.count] = walker(l, parts, variable);
    Turns turns = { use.shape, use.count + 1, args, use.span };
    Frame *loop = open_loop(l, &turns);
    lower_stmt(l, parts->body);
    close_loop(l, loop);
    return true;
}

bool lower_walk(Lower *l, const ForClauses *parts)
{
    CXCursor element, stepped, start, next;
    Place head;
    if (l->request->macros == NULL || clang_Cursor_isNull(parts->init) ||
        clang_Cursor_isNull(parts->step) || clang_Cursor_isNull(parts->condition) ||
        !is_assignment(l, parts->init, &element, &start))
        return false;
    if (walk_slots(l, parts, element))
        return true;
    if (!is_assignment(l, parts->step, &stepped, &next) ||
        !clang_equalCursors(element, stepped) ||
        !clang_equalCursors(link_root(l, next), element))
        return false;
    const MacroShape *shape = link_shape(l, next);
    if (!shape || !lower_place(l, start, &head))
        return false;
    Operand args[] = { place_address(l, &head), walker(l, parts, element) };
    Turns turns = { shape, ARRAY_LEN(args), args, lower_span(l, parts->init) };
    Frame *loop = open_loop(l, &turns);
    BlockId body = build_block(&l->build);
    lower_branch(l, parts->condition, body, loop->exit);
    build_start(&l->build, body);
    lower_stmt(l, parts->body);
    close_loop(l, loop);
    return true;
}

/* ---- the two ways in ---- */

bool lower_macro_stmt(Lower *l, const Node *node)
{
    MacroUse use;
    switch ((int)node->kind) {
    case CXCursor_DoStmt:
    case CXCursor_ForStmt:
    case CXCursor_WhileStmt:
    case CXCursor_IfStmt:
    case CXCursor_CompoundStmt:
        break;
    default:
        return false;
    }
    if (!macro_use(l, node->cursor, &use))
        return false;
    if (use.shape->next)
        lower_loop(l, &use, node);
    else
        call_macro(l, &use, 0);
    return true;
}

Operand lower_macro_value(Lower *l, const Node *node, Want want)
{
    const MacroUse *use = node->macro;
    if (use->shape->is_place) {
        Place place = lower_macro_place(l, node);
        return lower_deliver(l, node->cursor, want,
                             opnd_place(build_place(&l->build, &place)));
    }
    PlaceId dst = lower_result(l, node->cursor, want);
    call_macro(l, use, dst);
    return dst ? opnd_place(dst) : (Operand){ .kind = OPND_NONE };
}

Place lower_macro_place(Lower *l, const Node *node)
{
    const MacroUse *use = node->macro;
    Var type = lower_expr_type(l, node->cursor);
    type.pointers++;
    PlaceId pointer = build_var_place(&l->build, build_temp(&l->build, type));
    call_macro(l, use, pointer);
    Place place = l->build.fn.places.items[pointer];
    place_deref(l, &place);
    return place;
}

/* ---- under parentheses and casts ---- */

/* Where the expansion of a macro can begin that is an expression. */
static bool may_begin(const Node *node)
{
    switch ((int)node->kind) {
    case CXCursor_ParenExpr:
    case CXCursor_CStyleCastExpr:
    case CXCursor_CallExpr:
    case CXCursor_ConditionalOperator:
    case CXCursor_StmtExpr:
        return true;
    default:
        return false;
    }
}

Node lower_strip(Lower *l, CXCursor expression)
{
    if (l->request->macros == NULL)
        return tree_strip(l->scratch, expression);
    Node node = tree_node(l->scratch, expression);
    for (unsigned i = 0; i < STRIP_MAX; i++) {
        MacroUse use;
        if (may_begin(&node) && macro_use(l, node.cursor, &use) && !use.shape->next) {
            MacroUse *kept = ARENA_NEW(l->scratch, MacroUse);
            *kept = use;
            return (Node){ .cursor = node.cursor,
                           .kind = CXCursor_NotImplemented,
                           .macro = kept };
        }
        if (!tree_unwrap(l->scratch, &node))
            break;
    }
    return node;
}
