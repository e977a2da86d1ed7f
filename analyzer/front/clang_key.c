#include "front/clang_key.h"

enum { KEY_BYTES_MAX = 4096, NESTING_MAX = 16 };

/* The bytes of a record: those that a member covers, and by which. */
typedef struct Layout {
    Lower *l;
    CXType top;
    uint8_t *covered;
    long long size;
    bool is_known;
} Layout;

static void cover(Layout *layout, long long start, long long count)
{
    if (start < 0 || count < 0 || start + count > layout->size) {
        layout->is_known = false;
        return;
    }
    memset(layout->covered + start, 1, (size_t)count);
}

static void cover_record(Layout *layout, CXCursor record, long long base, bool hidden,
                         unsigned depth);

static void cover_type(Layout *layout, CXType type, long long base, unsigned depth)
{
    type = clang_getCanonicalType(type);
    long long size = clang_Type_getSizeOf(type);
    if (type.kind == CXType_Record) {
        cover_record(layout, clang_getTypeDeclaration(type), base, false, depth + 1);
        return;
    }
    if (type.kind != CXType_ConstantArray) {
        cover(layout, base, size);
        return;
    }
    CXType element = clang_getArrayElementType(type);
    long long step = clang_Type_getSizeOf(element);
    if (clang_getCanonicalType(element).kind != CXType_Record || step <= 0) {
        cover(layout, base, size);
        return;
    }
    for (long long i = 0; i < clang_getArraySize(type) && layout->is_known; i++)
        cover_type(layout, element, base + i * step, depth + 1);
}

/* The members of a record without a name are found through the outermost record. */
static long long offset_bits(const Layout *layout, CXCursor field, bool hidden)
{
    if (!hidden)
        return clang_Cursor_getOffsetOfField(field);
    CXString name = clang_getCursorSpelling(field);
    long long bits = clang_Type_getOffsetOf(layout->top, clang_getCString(name));
    clang_disposeString(name);
    return bits;
}

static void cover_record(Layout *layout, CXCursor record, long long base, bool hidden,
                         unsigned depth)
{
    if (depth > NESTING_MAX)
        layout->is_known = false;
    CXCursor definition = clang_getCursorDefinition(record);
    Cursors fields = tree_children(layout->l->scratch, definition);
    for (uint32_t i = 0; i < fields.len && layout->is_known; i++) {
        CXCursor field = fields.items[i];
        if (clang_Cursor_isAnonymousRecordDecl(field) && base == 0)
            cover_record(layout, field, 0, true, depth + 1);
        else if (clang_Cursor_isAnonymousRecordDecl(field))
            layout->is_known = false;
        if (clang_getCursorKind(field) != CXCursor_FieldDecl)
            continue;
        long long bits = offset_bits(layout, field, hidden);
        int width = clang_getFieldDeclBitWidth(field);
        if (bits < 0)
            layout->is_known = false;
        else if (width >= 0)
            cover(layout, base + bits / 8, width ? (bits % 8 + width + 7) / 8 : 0);
        else
            cover_type(layout, clang_getCursorType(field), base + bits / 8, depth);
    }
}

/* The member behind which the first byte lies that nothing covers. */
static CXCursor field_before(const Layout *layout, CXCursor record, long long hole)
{
    CXCursor best = record;
    long long best_at = -1;
    Cursors fields =
        tree_children(layout->l->scratch, clang_getCursorDefinition(record));
    for (uint32_t i = 0; i < fields.len; i++) {
        long long bits = -1;
        if (clang_getCursorKind(fields.items[i]) == CXCursor_FieldDecl)
            bits = clang_Cursor_getOffsetOfField(fields.items[i]);
        if (bits >= 0 && bits / 8 <= hole && bits > best_at) {
            best = fields.items[i];
            best_at = bits;
        }
    }
    return best;
}

/* The operands after the key: record, member before the first hole, bytes in holes. */
static bool holes(Lower *l, CXType type, Operand *out, Span *where)
{
    CXCursor record = clang_getTypeDeclaration(type);
    long long size = clang_Type_getSizeOf(type);
    if (size <= 0 || size > KEY_BYTES_MAX)
        return false;
    Layout layout = { .l = l,
                      .top = type,
                      .covered = ARENA_ARRAY(l->scratch, uint8_t, (size_t)size),
                      .size = size,
                      .is_known = true };
    cover_record(&layout, record, 0, false, 0);
    long long first = -1, count = 0;
    for (long long i = size; i-- > 0;)
        if (!layout.covered[i]) {
            first = i;
            count++;
        }
    if (count == 0 || !layout.is_known)
        return false;
    CXCursor field = field_before(&layout, record, first);
    const char *name = tree_text(l->scratch, clang_getCursorSpelling(field));
    const char *shown = tree_text(l->scratch, clang_getTypeSpelling(type));
    Intern *intern = l->request->intern;
    out[0] = (Operand){ .kind = OPND_STR, .sym = intern_text(intern, shown) };
    out[1] = (Operand){ .kind = OPND_STR, .sym = intern_text(intern, name) };
    out[2] = opnd_int(count);
    *where = lower_span(l, field);
    return true;
}

/* The record that the argument is the address of; false when it is of none. */
static bool pointed_record(Lower *l, const KeyArg *arg, CXType *out)
{
    if (clang_Cursor_isNull(arg->expression))
        return false;
    CXCursor expression = tree_strip(l->scratch, arg->expression).cursor;
    CXType type = clang_getCanonicalType(clang_getCursorType(expression));
    if (!arg->is_object) {
        if (type.kind != CXType_Pointer)
            return false;
        type = clang_getCanonicalType(clang_getPointeeType(type));
    }
    *out = clang_getUnqualifiedType(type);
    return type.kind == CXType_Record;
}

void lower_key_note(Lower *l, uint32_t count, const KeyArg *exprs, const Operand *args)
{
    int64_t size = -1;
    for (uint32_t i = 0; i < count && size < 0; i++)
        if (!clang_Cursor_isNull(exprs[i].expression) && args[i].kind == OPND_INT) {
            Node node = tree_strip(l->scratch, exprs[i].expression);
            if (node.kind == CXCursor_UnaryExpr)
                size = args[i].number;
        }
    for (uint32_t i = 0; i < count && size > 0; i++) {
        CXType type;
        Span where;
        Operand note[4] = { args[i] };
        bool is_place = args[i].kind == OPND_ADDR || args[i].kind == OPND_PLACE;
        if (is_place && pointed_record(l, &exprs[i], &type) &&
            clang_Type_getSizeOf(type) == size && holes(l, type, note + 1, &where)) {
            build_event(&l->build, EV_HASH, 0, ARRAY_LEN(note), note, where);
            return;
        }
    }
}
