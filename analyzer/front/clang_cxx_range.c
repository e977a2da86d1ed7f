/*
 * Range-for and structured bindings.
 *
 * `for (auto &x : r) body` is what the standard says it is: hidden iterators from
 * begin() to end(), compared, dereferenced into x, stepped. libclang shows x with its
 * initialiser `*__begin`, the range and the body; the calls of begin(), end() and ++
 * are made here.
 */
#include "front/clang_cxx.h"

#include "front/clang_maps.h"

/* ---- structured bindings ---- */

static bool is_binding(CXCursor decl)
{
    return clang_getCursorKind(decl) == CXCursor_UnexposedDecl;
}

static void bind_names(Lower *l, const Cursors *kids, VarId whole, CXType type)
{
    uint32_t index = 0;
    for (uint32_t i = 0; i < kids->len; i++) {
        if (!is_binding(kids->items[i]))
            continue;
        Binding binding = { kids->items[i], type, whole, index++ };
        vec_push(l->scratch, &l->bindings, binding);
    }
}

void cxx_bindings(Lower *l, CXCursor decl)
{
    Cursors kids = tree_children(l->scratch, decl);
    CXType type = clang_getCursorType(decl);
    Var var = lower_type(l, type);
    var.span = lower_span(l, decl);
    VarId whole = build_temp(&l->build, var);
    Place place = { .root = whole };
    CXCursor init = kids.len ? kids.items[kids.len - 1] : clang_getNullCursor();
    if (kids.len && clang_isExpression(clang_getCursorKind(init))) {
        PlaceId at = build_place(&l->build, &place);
        if (cxx_is_reference(type))
            build_copy(&l->build, at, cxx_bind(l, init), lower_span(l, init));
        else
            lower_into(l, init, at);
    }
    bind_names(l, &kids, whole, type);
}

/* The index-th member that holds data. */
static bool nth_field(Lower *l, CXType type, uint32_t index, CXCursor *out)
{
    type = clang_getNonReferenceType(clang_getCanonicalType(type));
    CXCursor class = cxx_pattern(clang_getTypeDeclaration(type));
    CXCursor definition = clang_getCursorDefinition(class);
    if (clang_Cursor_isNull(definition))
        return false;
    Cursors members = tree_children(l->scratch, definition);
    for (uint32_t i = 0; i < members.len; i++)
        if (clang_getCursorKind(members.items[i]) == CXCursor_FieldDecl &&
            index-- == 0) {
            *out = members.items[i];
            return true;
        }
    return false;
}

bool cxx_binding_place(Lower *l, CXCursor decl, Place *out)
{
    for (uint32_t i = l->bindings.len; i-- > 0;) {
        const Binding *binding = &l->bindings.items[i];
        if (!clang_equalCursors(binding->decl, decl))
            continue;
        CXCursor field;
        *out = (Place){ .root = binding->whole };
        cxx_follow(l, out, binding->type);
        if (nth_field(l, binding->type, binding->index, &field)) {
            place_field(l, out, field_selector(l, field));
            cxx_follow(l, out, clang_getCursorType(field));
        } else { /* a tuple: something of the whole, but not to be confused */
            place_index(l, out, opnd_int(binding->index));
        }
        return true;
    }
    return false;
}

/* ---- range-for ---- */

typedef struct Range {
    CXCursor variable, range, body;
    CXCursor deref; /* the method operator* of the iterator; null for arrays */
    CXCursor begin; /* the hidden variable */
} Range;

/* Below the initialiser of the variable: the reference to the hidden iterator, and the
 * call of its operator*. */
static void find_begin(Lower *l, CXCursor cursor, unsigned depth, Range *out)
{
    Node node = tree_node(l->scratch, cursor);
    CXCursor named = clang_getCursorReferenced(cursor);
    if (node.kind == CXCursor_CallExpr && clang_Cursor_isNull(out->deref) &&
        clang_getCursorKind(named) == CXCursor_CXXMethod) {
        CXString name = clang_getCursorSpelling(named);
        if (strcmp(clang_getCString(name), "operator*") == 0)
            out->deref = named;
        clang_disposeString(name);
    }
    if (node.kind == CXCursor_DeclRefExpr &&
        clang_getCursorKind(named) == CXCursor_VarDecl) {
        CXString name = clang_getCursorSpelling(named);
        if (strncmp(clang_getCString(name), "__begin", 7) == 0)
            out->begin = named;
        clang_disposeString(name);
    }
    for (uint32_t i = 0; depth < 20 && i < node.kids.len; i++)
        find_begin(l, node.kids.items[i], depth + 1, out);
}

static bool take_apart(Lower *l, const Node *node, Range *out)
{
    CXCursor null = clang_getNullCursor();
    *out = (Range){ null, null, null, null, null };
    if (node->kids.len < 3)
        return false;
    out->body = node->kids.items[node->kids.len - 1];
    out->range = node->kids.items[node->kids.len - 2];
    out->variable = node->kids.items[node->kids.len - 3];
    find_begin(l, out->variable, 0, out);
    return clang_isExpression(clang_getCursorKind(out->range)) != 0;
}

static void declare(Lower *l, CXCursor variable)
{
    if (is_binding(variable))
        cxx_bindings(l, variable);
    else
        lower_decl(l, variable);
}

/* What cannot be followed: a loop that gives the variable unknown values. */
static void lower_opaque(Lower *l, const Range *r)
{
    Build *b = &l->build;
    lower_effect(l, r->range);
    Frame *loop = build_loop_open(b, (Trip){ .kind = TRIP_UNKNOWN });
    BlockId body = build_block(b);
    Span span = lower_span(l, r->range);
    build_branch(b, (Cond){ .cmp = CMP_NONE }, body, loop->exit, span);
    build_start(b, body);
    if (is_binding(r->variable)) {
        cxx_bindings(l, r->variable);
    } else {
        Place place = lower_local(l, r->variable);
        Operand unknown = opnd_unknown();
        build_copy(b, build_place(b, &place), unknown, span);
    }
    lower_stmt(l, r->body);
    build_fall(b, loop->next);
    build_goto(b, loop->head);
    build_loop_close(b);
}

/* begin() and end() are asked of the range's own class. */
static Sym range_method(Lower *l, CXType type, const char *name)
{
    type = clang_getNonReferenceType(clang_getCanonicalType(type));
    CXCursor class = clang_getTypeDeclaration(type);
    return cxx_method_named(l, class, name);
}

static void lower_iterators(Lower *l, const Range *r)
{
    Build *b = &l->build;
    CXType range_type = clang_getCursorType(r->range);
    Span span = lower_span(l, r->range);
    Operand object = cxx_bind(l, r->range);
    Place begin = lower_var(l, r->begin);
    PlaceId begin_at = build_place(b, &begin);
    PlaceId end_at = build_var_place(b, build_temp(b, b->fn.vars.items[begin.root]));
    build_call(b, begin_at, opnd_func(range_method(l, range_type, "begin")), 1, &object,
               span);
    build_call(b, end_at, opnd_func(range_method(l, range_type, "end")), 1, &object,
               span);
    Frame *loop = build_loop_open(b, (Trip){ .kind = TRIP_UNKNOWN });
    BlockId body = build_block(b);
    Cond cond = { .cmp = CMP_NE, .a = opnd_place(begin_at), .b = opnd_place(end_at) };
    build_branch(b, cond, body, loop->exit, span);
    build_start(b, body);
    const Defer *scope = build_scope_open(b);
    declare(l, r->variable);
    lower_stmt(l, r->body);
    build_scope_close(b, scope);
    build_fall(b, loop->next);
    CXCursor iterator = clang_getCursorSemanticParent(r->deref);
    Operand address = opnd_addr(begin_at);
    build_call(b, 0, opnd_func(cxx_method_named(l, iterator, "operator++")), 1,
               &address, span);
    build_goto(b, loop->head);
    build_loop_close(b);
}

void cxx_for_range(Lower *l, const Node *node)
{
    Range r;
    const Defer *scope = build_scope_open(&l->build);
    if (node->kids.len > 3) /* C++20: for (init; x : r) */
        lower_stmt(l, node->kids.items[0]);
    if (!take_apart(l, node, &r))
        lower_unknown(l, node->cursor);
    else if (clang_Cursor_isNull(r.deref) || clang_Cursor_isNull(r.begin))
        lower_opaque(l, &r);
    else
        lower_iterators(l, &r);
    build_scope_close(&l->build, scope);
}
