/*
 * Locations: what stands left of an assignment, under `&`, before a dot.
 */
#include "front/clang_cxx.h"
#include "front/clang_macro.h"
#include "front/clang_maps.h"

static const Want want_value = { .kind = WANT_VALUE };

/* ---- adding selectors ---- */

/* When a place is as long as it can be, its address goes to a temporary. */
static void make_room(Lower *l, Place *place)
{
    if (place->count < PLACE_MAX)
        return;
    PlaceId temp = build_var_place(&l->build, build_temp(&l->build, (Var){ 0 }));
    build_copy(&l->build, temp, place_address(l, place), (Span){ 0 });
    *place = l->build.fn.places.items[temp];
    place->sel[place->count++] = (Selector){ .kind = SEL_DEREF };
}

void place_deref(Lower *l, Place *place)
{
    if (place->count == PLACE_MAX) { /* the pointer itself can be copied */
        PlaceId temp = build_var_place(&l->build, build_temp(&l->build, (Var){ 0 }));
        build_copy(&l->build, temp, opnd_place(build_place(&l->build, place)),
                   (Span){ 0 });
        *place = l->build.fn.places.items[temp];
    }
    place->sel[place->count++] = (Selector){ .kind = SEL_DEREF };
}

void place_field(Lower *l, Place *place, Sym field)
{
    if (!field) /* the members of an anonymous struct or union are the outer one's */
        return;
    make_room(l, place);
    place->sel[place->count++] = (Selector){ .kind = SEL_FIELD, .field = field };
}

/* An index is a number or the place of a plain variable. */
static Operand plain_index(Lower *l, Operand index)
{
    if (index.kind == OPND_INT || index.kind == OPND_UNKNOWN)
        return index;
    if (index.kind == OPND_PLACE && l->build.fn.places.items[index.place].count == 0)
        return index;
    if (index.kind != OPND_PLACE)
        return opnd_unknown();
    PlaceId temp = build_var_place(&l->build, build_temp(&l->build, (Var){ 0 }));
    build_copy(&l->build, temp, index, (Span){ 0 });
    return opnd_place(temp);
}

void place_index(Lower *l, Place *place, Operand index)
{
    make_room(l, place);
    index = plain_index(l, index);
    place->sel[place->count++] = (Selector){ .kind = SEL_INDEX, .index = index };
}

Operand place_address(Lower *l, const Place *place)
{
    Place object = *place;
    if (object.count && object.sel[object.count - 1].kind == SEL_DEREF) {
        object.count--; /* &*p is p */
        return opnd_place(build_place(&l->build, &object));
    }
    return opnd_addr(build_place(&l->build, &object));
}

/* ---- pointers ---- */

/* The object that a pointer value points to. */
static Place pointed_by(Lower *l, CXCursor pointer, Operand value)
{
    Place place;
    if (value.kind == OPND_ADDR)
        return l->build.fn.places.items[value.place];
    if (value.kind == OPND_PLACE) {
        place = l->build.fn.places.items[value.place];
    } else {
        PlaceId temp = lower_temp(l, clang_getCursorType(pointer));
        build_copy(&l->build, temp, value, lower_span(l, pointer));
        place = l->build.fn.places.items[temp];
    }
    place_deref(l, &place);
    return place;
}

static bool is_pointer(CXCursor expression)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(expression));
    switch ((int)type.kind) {
    case CXType_Pointer:
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
        return true;
    default:
        return false;
    }
}

static bool is_array(CXCursor expression)
{
    CXType type = clang_getCanonicalType(clang_getCursorType(expression));
    return type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
           type.kind == CXType_VariableArray;
}

/* The element `index` after what the pointer or array expression points to. */
static Place element(Lower *l, CXCursor base, CXCursor index)
{
    Node node = lower_strip(l, base);
    Place place;
    bool array = is_array(node.cursor) && lower_node_place(l, &node, &place);
    if (!array)
        place = pointed_by(l, base, lower_node(l, &node, want_value));
    Operand number = lower_value(l, index);
    if (!array && number.kind == OPND_INT && number.number == 0)
        return place; /* p[0] is *p */
    place_index(l, &place, number);
    return place;
}

Place lower_pointed(Lower *l, CXCursor pointer)
{
    Node node = lower_strip(l, pointer);
    if (node.kind == CXCursor_BinaryOperator && node.kids.len == 2 &&
        clang_getCursorBinaryOperatorKind(node.cursor) == CXBinaryOperator_Add) {
        CXCursor a = node.kids.items[0], b = node.kids.items[1];
        return is_pointer(a) ? element(l, a, b) : element(l, b, a);
    }
    Place place;
    if (is_array(node.cursor) && lower_node_place(l, &node, &place)) {
        place_index(l, &place, opnd_int(0)); /* *array is its first element */
        return place;
    }
    return pointed_by(l, pointer, lower_node(l, &node, want_value));
}

/* ---- expressions that name a location ---- */

/* "record.field"; 0 for a field without a name. */
static Sym own_name(Lower *l, CXCursor field)
{
    const char *name = tree_text(l->scratch, clang_getCursorSpelling(field));
    if (!*name || strchr(name, '('))
        return 0;
    CXCursor owner = clang_getCursorSemanticParent(field);
    return intern_text(l->request->intern,
                       arena_printf(l->scratch, "%s.%s", record_name(l, owner), name));
}

/* All members of an anonymous union go by the name of the first that has one. */
static Sym name_in_union(Lower *l, CXCursor field, CXCursor owner)
{
    if (!clang_Cursor_isAnonymousRecordDecl(owner))
        return 0;
    Cursors members = tree_children(l->scratch, owner);
    for (uint32_t i = 0; i < members.len; i++) {
        bool is_field = clang_getCursorKind(members.items[i]) == CXCursor_FieldDecl;
        Sym name = is_field ? own_name(l, members.items[i]) : 0;
        if (name)
            return name;
    }
    return own_name(l, field);
}

Sym field_selector(Lower *l, CXCursor field)
{
    const uint32_t *known = decl_map_get(l->fields, field);
    if (known)
        return *known;
    CXCursor owner = clang_getCursorSemanticParent(field);
    bool in_union = clang_getCursorKind(owner) == CXCursor_UnionDecl;
    Sym name = in_union ? name_in_union(l, field, owner) : own_name(l, field);
    decl_map_put(l->fields, field, name);
    return name;
}

/* The location of an expression that has none of its own: f(x).member. */
static Place in_temp(Lower *l, CXCursor expression)
{
    PlaceId temp = lower_temp(l, clang_getCursorType(expression));
    lower_into(l, expression, temp);
    return l->build.fn.places.items[temp];
}

static bool member_place(Lower *l, const Node *node, Place *out)
{
    CXCursor field = clang_getCursorReferenced(node->cursor);
    if (node->kids.len == 0 || clang_Cursor_isNull(field))
        return false; /* of a type that is not known */
    CXCursor base = node->kids.items[0];
    if (is_pointer(base))
        *out = lower_pointed(l, base);
    else if (!lower_place(l, base, out))
        *out = in_temp(l, base);
    place_field(l, out, field_selector(l, field));
    return true;
}

static bool subscript_place(Lower *l, const Node *node, Place *out)
{
    if (node->kids.len != 2)
        return false;
    CXCursor a = node->kids.items[0], b = node->kids.items[1];
    *out = is_pointer(a) ? element(l, a, b) : element(l, b, a);
    return true;
}

static bool declared_place(Lower *l, const Node *node, Place *out)
{
    CXCursor decl = clang_getCursorReferenced(node->cursor);
    enum CXCursorKind kind = clang_getCursorKind(decl);
    if (kind == CXCursor_UnexposedDecl)
        return cxx_binding_place(l, decl, out);
    if (kind != CXCursor_VarDecl && kind != CXCursor_ParmDecl)
        return false;
    *out = lower_var(l, decl);
    cxx_follow(l, out, clang_getCursorType(decl));
    return true;
}

static bool literal_place(Lower *l, const Node *node, Place *out)
{
    if (node->kids.len == 0)
        return false;
    CXType type = clang_getCursorType(node->cursor);
    PlaceId temp = lower_temp(l, type);
    *out = l->build.fn.places.items[temp];
    lower_init(l, out, type, node->kids.items[node->kids.len - 1]);
    return true;
}

static bool place_of(Lower *l, const Node *node, Place *out)
{
    if (node->macro && node->macro->shape->is_place) {
        *out = lower_macro_place(l, node);
        return true;
    }
    switch ((int)node->kind) {
    case CXCursor_DeclRefExpr:
        return declared_place(l, node, out);
    case CXCursor_MemberRefExpr:
        return l->is_cxx ? cxx_member_place(l, node, out) : member_place(l, node, out);
    case CXCursor_CallExpr:
        return cxx_call_place(l, node, out);
    case CXCursor_ArraySubscriptExpr:
        return subscript_place(l, node, out);
    case CXCursor_CompoundLiteralExpr:
        return literal_place(l, node, out);
    case CXCursor_UnaryOperator:
        if (node->kids.len != 1 ||
            clang_getCursorUnaryOperatorKind(node->cursor) != CXUnaryOperator_Deref)
            return false;
        *out = lower_pointed(l, node->kids.items[0]);
        return true;
    case CXCursor_BinaryOperator: /* a = b is a */
    case CXCursor_CompoundAssignOperator:
        return l->is_cxx && cxx_assigned_place(l, node, out);
    default:
        return false;
    }
}

bool lower_node_place(Lower *l, const Node *node, Place *out)
{
    if (l->depth >= LOWER_DEPTH_MAX)
        return false;
    l->depth++;
    bool ok = place_of(l, node, out);
    l->depth--;
    return ok;
}

bool lower_place(Lower *l, CXCursor expression, Place *out)
{
    Node node = lower_strip(l, expression);
    return lower_node_place(l, &node, out);
}
