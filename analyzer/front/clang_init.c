/*
 * Initialisers: { ... } to copies into the fields and elements of a place.
 *
 * What a list leaves out is zero, so the place is reinitialised first and zeros are not
 * written again. Big tables of numbers are not worth an event: of long arrays and of
 * static storage only what holds a pointer or a function is written.
 */
#include "front/clang_lower.h"

enum { ARRAY_WRITTEN = 64, NEST_MAX = 16 };

static bool is_array_type(CXType type)
{
    return type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
           type.kind == CXType_VariableArray;
}

/* Whether a value of the type can lead to a map: pointers, functions, records of them.
 */
static bool can_point(CXType type, unsigned depth)
{
    type = clang_getCanonicalType(type);
    if (is_array_type(type))
        return depth < NEST_MAX &&
               can_point(clang_getArrayElementType(type), depth + 1);
    return type.kind == CXType_Pointer || type.kind == CXType_Record;
}

bool type_can_point(CXType type)
{
    return can_point(type, 0);
}

static bool is_char_array(CXType type)
{
    if (!is_array_type(type))
        return false;
    CXType element = clang_getCanonicalType(clang_getArrayElementType(type));
    return element.kind == CXType_Char_S || element.kind == CXType_Char_U ||
           element.kind == CXType_SChar || element.kind == CXType_UChar;
}

static bool is_zero(Operand value)
{
    return value.kind == OPND_INT && value.number == 0;
}

/* The fields of a record in order; an anonymous struct or union counts as one. */
static Cursors fields_of(Lower *l, CXType type)
{
    Cursors all = tree_children(l->scratch, clang_getTypeDeclaration(type));
    Cursors fields = { 0 };
    for (uint32_t i = 0; i < all.len; i++) {
        bool unnamed_bits =
            clang_Cursor_isBitField(all.items[i]) && !field_selector(l, all.items[i]);
        if ((clang_getCursorKind(all.items[i]) == CXCursor_FieldDecl &&
             !unnamed_bits) ||
            clang_Cursor_isAnonymousRecordDecl(all.items[i]))
            vec_push(l->scratch, &fields, all.items[i]);
    }
    return fields;
}

static void fill(Lower *l, const Place *place, CXType type, CXCursor init);

/* One value of a list, for a part of the place. */
static void fill_part(Lower *l, const Place *place, CXType type, CXCursor init)
{
    Node node = lower_strip(l, init);
    CXType canonical = clang_getCanonicalType(type);
    if (node.kind == CXCursor_InitListExpr) {
        fill(l, place, canonical, node.cursor);
        return;
    }
    if (is_char_array(canonical) || (l->in_static_init && !can_point(canonical, 0)))
        return;
    Operand value = lower_node(l, &node, (Want){ .kind = WANT_VALUE });
    if (is_zero(value) && !l->in_static_init)
        return;
    build_copy(&l->build, build_place(&l->build, place), value,
               lower_span(l, node.cursor));
}

/* .a.b[1] = x: walks the designators, then fills what they name. Returns the index of
 * the field or element after the outermost designator. */
static void fill_designated(Lower *l, const Place *place, CXType type, const Node *node)
{
    Place part = *place;
    for (uint32_t i = 0; i + 1 < node->kids.len; i++) {
        CXCursor kid = node->kids.items[i];
        if (clang_getCursorKind(kid) == CXCursor_MemberRef) {
            CXCursor field = clang_getCursorReferenced(kid);
            place_field(l, &part, field_selector(l, field));
            type = clang_getCanonicalType(clang_getCursorType(field));
        } else if (is_array_type(type)) {
            place_index(l, &part, lower_value(l, kid));
            type = clang_getCanonicalType(clang_getArrayElementType(type));
        } else if (part.count) { /* the end of [low ... high] */
            part.sel[part.count - 1].index = opnd_unknown();
        }
    }
    fill_part(l, &part, type, node->kids.items[node->kids.len - 1]);
}

static bool is_designated(const Node *node)
{
    return node->kind == CXCursor_UnexposedExpr && node->kids.len >= 2 &&
           clang_getCursorType(node->cursor).kind == CXType_Void;
}

/* Where the outermost designator of the item stands among the fields. */
static uint32_t field_index(const Cursors *fields, const Node *node, uint32_t otherwise)
{
    CXCursor field = clang_getCursorReferenced(node->kids.items[0]);
    for (uint32_t i = 0; i < fields->len; i++)
        if (clang_equalCursors(fields->items[i], field))
            return i;
    return otherwise;
}

static void fill_record(Lower *l, const Place *place, CXType type, const Cursors *items)
{
    Cursors fields = fields_of(l, type);
    uint32_t next = 0;
    for (uint32_t i = 0; i < items->len; i++) {
        Node node = tree_node(l->scratch, items->items[i]);
        if (is_designated(&node)) {
            fill_designated(l, place, type, &node);
            next = field_index(&fields, &node, next) + 1;
        } else if (next < fields.len) {
            CXCursor field = fields.items[next++];
            Place part = *place;
            place_field(l, &part, field_selector(l, field));
            fill_part(l, &part, clang_getCursorType(field), node.cursor);
        }
    }
}

static void fill_array(Lower *l, const Place *place, CXType type, const Cursors *items)
{
    CXType element = clang_getArrayElementType(type);
    bool pointing = can_point(element, 0);
    if (!pointing && (l->in_static_init || items->len > ARRAY_WRITTEN))
        return;
    int64_t next = 0;
    for (uint32_t i = 0; i < items->len; i++) {
        Node node = tree_node(l->scratch, items->items[i]);
        if (is_designated(&node)) {
            fill_designated(l, place, type, &node);
            if (!tree_int(node.kids.items[0], &next))
                next = i;
        } else {
            Place part = *place;
            place_index(l, &part, opnd_int(next));
            fill_part(l, &part, element, node.cursor);
        }
        next++;
    }
}

static void fill(Lower *l, const Place *place, CXType type, CXCursor init)
{
    if (l->depth >= LOWER_DEPTH_MAX)
        return;
    l->depth++;
    Cursors items = tree_children(l->scratch, init);
    type = clang_getCanonicalType(type);
    if (type.kind == CXType_Record)
        fill_record(l, place, type, &items);
    else if (is_array_type(type))
        fill_array(l, place, type, &items);
    else if (items.len)
        fill_part(l, place, type, items.items[0]);
    l->depth--;
}

void lower_init(Lower *l, const Place *place, CXType type, CXCursor init)
{
    Node node = lower_strip(l, init);
    CXType canonical = clang_getCanonicalType(type);
    bool aggregate = canonical.kind == CXType_Record || is_array_type(canonical);
    if (node.kind != CXCursor_InitListExpr || !aggregate) {
        if (is_char_array(canonical))
            return;
        if (node.kind == CXCursor_InitListExpr)
            fill(l, place, canonical, node.cursor);
        else
            lower_node(l, &node, (Want){ WANT_IN, build_place(&l->build, place) });
        return;
    }
    if (!l->in_static_init) {
        Operand zero = opnd_int(0);
        build_event(&l->build, EV_REINIT, build_place(&l->build, place), 1, &zero,
                    lower_span(l, node.cursor));
    }
    fill(l, place, canonical, node.cursor);
}
