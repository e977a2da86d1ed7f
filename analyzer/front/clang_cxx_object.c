/*
 * Objects: this, members, new and delete, what constructors and scopes do.
 */
#include "front/clang_cxx.h"

/* ---- this ---- */

bool cxx_this(Lower *l, Place *out)
{
    if (!l->has_this)
        return false;
    *out = (Place){ .root = l->this_var };
    return true;
}

void cxx_open_method(Lower *l, CXCursor decl)
{
    enum CXCursorKind kind = clang_getCursorKind(decl);
    CXCursor class = clang_getCursorSemanticParent(decl);
    l->has_this = false;
    if (kind != CXCursor_CXXMethod && kind != CXCursor_Constructor &&
        kind != CXCursor_Destructor && kind != CXCursor_ConversionFunction &&
        kind != CXCursor_FunctionTemplate)
        return;
    switch ((int)clang_getCursorKind(class)) {
    case CXCursor_ClassDecl:
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
    case CXCursor_ClassTemplate:
    case CXCursor_ClassTemplatePartialSpecialization:
        break;
    default:
        return;
    }
    if (clang_CXXMethod_isStatic(decl))
        return;
    Var var = { .name = intern_text(l->request->intern, "this"),
                .type = cxx_record_name(l, class),
                .pointers = 1,
                .span = lower_span(l, decl) };
    l->this_var = build_var(&l->build, var);
    l->has_this = true;
}

static bool first_expression(const Cursors *kids, CXCursor *out)
{
    for (uint32_t i = 0; i < kids->len; i++)
        if (clang_isExpression(clang_getCursorKind(kids->items[i]))) {
            *out = kids->items[i];
            return true;
        }
    return false;
}

bool cxx_member_place(Lower *l, const Node *node, Place *out)
{
    CXCursor member = clang_getCursorReferenced(node->cursor);
    CXCursor base;
    if (clang_getCursorKind(member) == CXCursor_VarDecl) { /* static */
        *out = lower_var(l, member);
        cxx_follow(l, out, clang_getCursorType(member));
        return true;
    }
    if (clang_getCursorKind(member) != CXCursor_FieldDecl)
        return false;
    if (first_expression(&node->kids, &base)) {
        CXType type = clang_getCanonicalType(clang_getCursorType(base));
        if (type.kind == CXType_Pointer) {
            *out = lower_pointed(l, base);
        } else if (!lower_place(l, base, out)) {
            PlaceId temp = lower_temp(l, clang_getCursorType(base));
            lower_into(l, base, temp);
            *out = l->build.fn.places.items[temp];
        }
    } else if (cxx_this(l, out)) {
        place_deref(l, out);
    } else {
        return false;
    }
    place_field(l, out, field_selector(l, member));
    cxx_follow(l, out, clang_getCursorType(member));
    return true;
}

/* ---- construction ---- */

/* this->field = init, before the body. */
static void initialise(Lower *l, CXCursor field, CXCursor init)
{
    Place place;
    if (!cxx_this(l, &place))
        return;
    place_deref(l, &place);
    place_field(l, &place, field_selector(l, field));
    CXType type = clang_getCursorType(field);
    if (cxx_is_reference(type))
        build_copy(&l->build, build_place(&l->build, &place), cxx_bind(l, init),
                   lower_span(l, init));
    else
        lower_init(l, &place, type, init);
}

void cxx_initialisers(Lower *l, CXCursor constructor, const Cursors *kids)
{
    if (clang_getCursorKind(constructor) != CXCursor_Constructor)
        return;
    for (uint32_t i = 0; i + 1 < kids->len; i++) {
        CXCursor next = kids->items[i + 1];
        if (!clang_isExpression(clang_getCursorKind(next)))
            continue;
        CXCursor member = clang_getCursorReferenced(kids->items[i]);
        Place object;
        if (clang_getCursorKind(kids->items[i]) == CXCursor_MemberRef &&
            clang_getCursorKind(member) == CXCursor_FieldDecl) {
            initialise(l, member, next);
        } else if (cxx_this(l, &object)) { /* a base, or another constructor */
            place_deref(l, &object);
            lower_into(l, next, build_place(&l->build, &object));
        }
    }
}

/* ---- new and delete ---- */

static Operand new_object(Lower *l, const Node *node, Want want)
{
    PlaceId dst = want.kind == WANT_IN
                      ? want.place
                      : lower_temp(l, clang_getCursorType(node->cursor));
    Operand size = opnd_unknown();
    build_event(&l->build, EV_ALLOC, dst, 1, &size, lower_span(l, node->cursor));
    Place object = l->build.fn.places.items[dst];
    place_deref(l, &object);
    for (uint32_t i = 0; i < node->kids.len; i++) {
        Node kid = tree_strip(l->scratch, node->kids.items[i]);
        if (kid.kind == CXCursor_CallExpr &&
            clang_getCursorKind(clang_getCursorReferenced(kid.cursor)) ==
                CXCursor_Constructor)
            lower_node(l, &kid, (Want){ WANT_IN, build_place(&l->build, &object) });
        else if (clang_isExpression(kid.kind))
            lower_effect(l, kid.cursor);
    }
    return opnd_place(dst);
}

static bool find_destructor(Lower *l, CXCursor class, CXCursor *out)
{
    CXCursor definition = clang_getCursorDefinition(cxx_pattern(class));
    if (clang_Cursor_isNull(definition))
        return false;
    Cursors members = tree_children(l->scratch, definition);
    for (uint32_t i = 0; i < members.len; i++)
        if (clang_getCursorKind(members.items[i]) == CXCursor_Destructor) {
            *out = members.items[i];
            return true;
        }
    return false;
}

static Operand delete_object(Lower *l, const Node *node)
{
    Operand none = { .kind = OPND_NONE };
    CXCursor pointer, destructor;
    if (!first_expression(&node->kids, &pointer))
        return none;
    Operand value = lower_value(l, pointer);
    Span span = lower_span(l, node->cursor);
    CXType type = clang_getCanonicalType(clang_getCursorType(pointer));
    CXCursor class = clang_getTypeDeclaration(clang_getPointeeType(type));
    if (find_destructor(l, class, &destructor))
        build_call(&l->build, 0, opnd_func(lower_func(l, destructor)->name), 1, &value,
                   span);
    build_event(&l->build, EV_DISPOSE, 0, 1, &value, span);
    return none;
}

void cxx_defer_destructor(Lower *l, CXCursor decl, const Place *place)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(decl));
    CXCursor destructor;
    if (!l->is_cxx || type.kind != CXType_Record ||
        !find_destructor(l, clang_getTypeDeclaration(type), &destructor) ||
        cxx_is_system(destructor) ||
        clang_Cursor_isNull(clang_getCursorDefinition(destructor)))
        return;
    build_defer(&l->build, opnd_func(lower_func(l, destructor)->name),
                place_address(l, place), lower_span(l, decl));
}

/* ---- expressions ---- */

Operand cxx_expr(Lower *l, const Node *node, Want want)
{
    Place place;
    Operand value;
    switch ((int)node->kind) {
    case CXCursor_CXXThisExpr:
        value = cxx_this(l, &place) ? opnd_place(build_place(&l->build, &place))
                                    : opnd_unknown();
        return lower_deliver(l, node->cursor, want, value);
    case CXCursor_CXXNewExpr:
        return new_object(l, node, want);
    case CXCursor_CXXDeleteExpr:
        return delete_object(l, node);
    case CXCursor_CXXThrowExpr:
        for (uint32_t i = 0; i < node->kids.len; i++)
            lower_effect(l, node->kids.items[i]);
        build_unreachable(&l->build, lower_span(l, node->cursor));
        return opnd_unknown();
    default:
        return lower_unknown_value(l, node, want);
    }
}

bool cxx_assigned_place(Lower *l, const Node *node, Place *out)
{
    bool assigns =
        node->kind == CXCursor_CompoundAssignOperator ||
        clang_getCursorBinaryOperatorKind(node->cursor) == CXBinaryOperator_Assign;
    if (!assigns || node->kids.len != 2)
        return false;
    lower_node(l, node, (Want){ .kind = WANT_NOTHING });
    return lower_place(l, node->kids.items[0], out);
}
