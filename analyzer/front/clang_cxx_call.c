/*
 * Calls of methods, operators and constructors, and what references make of arguments
 * and results.
 */
#include "front/clang_cxx.h"

static const Want want_value = { .kind = WANT_VALUE };

typedef struct Callee {
    CXCursor func;
    bool is_method;   /* the object goes first */
    bool is_arrow;    /* `object` is a pointer to it */
    bool is_implicit; /* the object is *this */
    CXCursor object;  /* unless implicit */
    Cursors args;     /* without the object */
    CXType returns;   /* kind Invalid when not known */
} Callee;

/* ---- references ---- */

bool cxx_is_reference(CXType type)
{
    enum CXTypeKind kind = clang_getCanonicalType(type).kind;
    return kind == CXType_LValueReference || kind == CXType_RValueReference;
}

void cxx_follow(Lower *l, Place *place, CXType type)
{
    if (l->is_cxx && cxx_is_reference(type))
        place_deref(l, place);
}

Operand cxx_bind(Lower *l, CXCursor expression)
{
    Node node = tree_strip(l->scratch, expression);
    Place place;
    if (lower_node_place(l, &node, &place))
        return place_address(l, &place);
    if (node.kind == CXCursor_DeclRefExpr) { /* a function, or not understood */
        Operand value = lower_node(l, &node, want_value);
        if (value.kind == OPND_FUNC)
            return value;
    }
    PlaceId temp = lower_temp(l, clang_getCursorType(expression));
    lower_node(l, &node, (Want){ .kind = WANT_IN, .place = temp });
    return opnd_addr(temp);
}

/* ---- who is called ---- */

static bool is_function(CXCursor decl)
{
    switch ((int)clang_getCursorKind(decl)) {
    case CXCursor_FunctionDecl:
    case CXCursor_CXXMethod:
    case CXCursor_Constructor:
    case CXCursor_Destructor:
    case CXCursor_ConversionFunction:
        return true;
    default:
        return false;
    }
}

static bool is_expression(CXCursor cursor)
{
    return clang_isExpression(clang_getCursorKind(cursor));
}

/* Default arguments stand nowhere. */
static bool is_written(CXCursor argument)
{
    unsigned line;
    clang_getFileLocation(clang_getCursorLocation(argument), NULL, &line, NULL, NULL);
    return line != 0;
}

static bool names(const Node *node, CXCursor func)
{
    return (node->kind == CXCursor_DeclRefExpr ||
            node->kind == CXCursor_MemberRefExpr) &&
           clang_equalCursors(clang_getCursorReferenced(node->cursor), func);
}

/* x.f(), p->f(), f() inside a method. */
static void set_object(Callee *callee, const Node *member)
{
    callee->is_method = true;
    callee->is_implicit = true;
    for (uint32_t i = 0; i < member->kids.len; i++) {
        if (!is_expression(member->kids.items[i]))
            continue;
        callee->object = member->kids.items[i];
        callee->is_implicit = false;
        CXType type = clang_getCanonicalType(clang_getCursorType(callee->object));
        callee->is_arrow = type.kind == CXType_Pointer;
        return;
    }
}

static bool find_callee(Lower *l, const Node *node, Callee *out)
{
    *out = (Callee){ .func = clang_getCursorReferenced(node->cursor) };
    if (!is_function(out->func))
        return false;
    out->returns = clang_getCursorResultType(out->func);
    bool is_member = clang_getCursorKind(out->func) != CXCursor_FunctionDecl &&
                     !clang_CXXMethod_isStatic(out->func);
    bool found = clang_getCursorKind(out->func) == CXCursor_Constructor;
    for (uint32_t i = 0; i < node->kids.len; i++) {
        CXCursor kid = node->kids.items[i];
        if (!is_expression(kid))
            continue;
        Node inner = found ? (Node){ 0 } : tree_strip(l->scratch, kid);
        if (!found && names(&inner, out->func)) {
            found = true;
            if (is_member && inner.kind == CXCursor_MemberRefExpr)
                set_object(out, &inner);
        } else if (is_written(kid)) {
            vec_push(l->scratch, &out->args, kid);
        }
    }
    if (found && is_member && !out->is_method && out->args.len &&
        clang_getCursorKind(out->func) != CXCursor_Constructor) {
        out->is_method = true; /* an operator: its left operand is the object */
        out->object = out->args.items[0];
        out->args.items++;
        out->args.len--;
    }
    return found;
}

/* ---- arguments ---- */

static bool has_body(CXCursor func)
{
    return !cxx_is_system(func) &&
           !clang_Cursor_isNull(clang_getCursorDefinition(cxx_pattern(func)));
}

/* A method whose code is not at hand looks at its object. */
static void use_object(Lower *l, const Place *object, Span span)
{
    Operand value = opnd_place(build_place(&l->build, object));
    for (unsigned i = 0; i < object->count; i++)
        if (object->sel[i].kind == SEL_DEREF) {
            build_event(&l->build, EV_USE, 0, 1, &value, span);
            return;
        }
}

static Operand object_address(Lower *l, const Callee *callee, Span span)
{
    Place place;
    if (callee->is_implicit)
        return cxx_this(l, &place) ? opnd_place(build_place(&l->build, &place))
                                   : opnd_unknown();
    if (callee->is_arrow)
        return lower_value(l, callee->object);
    Node node = tree_strip(l->scratch, callee->object);
    if (!lower_node_place(l, &node, &place))
        return cxx_bind(l, callee->object);
    if (!has_body(callee->func))
        use_object(l, &place, span);
    return place_address(l, &place);
}

/* const int &: what stands there is looked at, and nothing else. */
static bool only_looks(CXCursor func, CXType reference)
{
    CXType type = clang_getPointeeType(clang_getCanonicalType(reference));
    return clang_isConstQualifiedType(type) && type.kind != CXType_Record &&
           type.kind != CXType_Unexposed && !has_body(func);
}

Operand cxx_argument(Lower *l, CXCursor func, uint32_t i, CXCursor expression)
{
    CXCursor parameter = clang_Cursor_getArgument(func, i);
    CXType type = clang_getCursorType(parameter);
    if (clang_Cursor_isNull(parameter) || !cxx_is_reference(type))
        return lower_value(l, expression);
    if (!only_looks(func, type))
        return cxx_bind(l, expression);
    PlaceId copy = lower_temp(l, clang_getCursorType(expression));
    lower_into(l, expression, copy);
    return opnd_addr(copy);
}

enum { ARGS_MAX = 64 };

static void emit(Lower *l, const Node *node, const Callee *callee, bool has_first,
                 Operand first, PlaceId dst)
{
    Operand args[ARGS_MAX];
    uint32_t count = 0;
    Span span = lower_span(l, node->cursor);
    if (has_first)
        args[count++] = first;
    else if (callee->is_method)
        args[count++] = object_address(l, callee, span);
    for (uint32_t i = 0; i < callee->args.len && count < ARGS_MAX; i++)
        args[count++] = cxx_argument(l, callee->func, i, callee->args.items[i]);
    const FuncInfo *info = lower_func(l, callee->func);
    bool no_return = info->no_return;
    Sym name = info->name;
    if (callee->is_method && !callee->is_implicit) {
        Node object = tree_strip(l->scratch, callee->object); /* not as its base */
        Sym own = cxx_method_of(l, callee->func, clang_getCursorType(object.cursor));
        name = own ? own : name;
    }
    build_call(&l->build, dst, opnd_func(name), count, args, span);
    if (no_return)
        build_unreachable(&l->build, span);
}

/* ---- what the language itself does ---- */

static bool is_called(CXCursor func, const char *name)
{
    CXString spelling = clang_getCursorSpelling(func);
    bool same = strcmp(clang_getCString(spelling), name) == 0;
    clang_disposeString(spelling);
    return same;
}

/* A member that nobody wrote stands where its class stands. */
static bool is_memberwise(CXCursor func)
{
    CXCursor class = clang_getCursorSemanticParent(func);
    return clang_equalLocations(clang_getCursorLocation(func),
                                clang_getCursorLocation(class)) ||
           (clang_CXXMethod_isDefaulted(func) && !cxx_is_system(func));
}

static bool copies(const Callee *callee)
{
    CXCursor func = callee->func;
    return callee->args.len == 1 &&
           (clang_CXXConstructor_isCopyConstructor(func) ||
            clang_CXXConstructor_isMoveConstructor(func) ||
            clang_CXXMethod_isCopyAssignmentOperator(func) ||
            clang_CXXMethod_isMoveAssignmentOperator(func)) &&
           is_memberwise(func);
}

static bool is_record(CXCursor expression)
{
    return clang_getCanonicalType(clang_getCursorType(expression)).kind ==
           CXType_Record;
}

static bool compares_objects(Lower *l, const Node *node, CXCursor sides[2],
                             CmpKind *cmp)
{
    Callee callee;
    if (node->kind != CXCursor_CallExpr || node->kids.len != 3 ||
        !find_callee(l, node, &callee) || has_body(callee.func))
        return false;
    bool equal = is_called(callee.func, "operator==");
    if (!equal && !is_called(callee.func, "operator!="))
        return false;
    *cmp = equal ? CMP_EQ : CMP_NE;
    uint32_t count = 0;
    if (callee.is_method)
        sides[count++] = callee.object;
    for (uint32_t i = 0; i < callee.args.len && count < 2; i++)
        sides[count++] = callee.args.items[i];
    return count == 2 && is_record(sides[0]) && is_record(sides[1]);
}

bool cxx_branch(Lower *l, const Node *node, BlockId yes, BlockId no)
{
    CXCursor sides[2];
    CmpKind cmp;
    if (!l->is_cxx || !compares_objects(l, node, sides, &cmp))
        return false;
    Cond cond = { .cmp = (uint8_t)cmp };
    cond.a = lower_value(l, sides[0]);
    cond.b = lower_value(l, sides[1]);
    build_branch(&l->build, cond, yes, no, lower_span(l, node->cursor));
    return true;
}

/* ---- methods by name ---- */

Sym cxx_method_named(Lower *l, CXCursor class, const char *name)
{
    CXCursor pattern = cxx_pattern(class);
    CXCursor definition = clang_getCursorDefinition(pattern);
    Cursors members = tree_children(
        l->scratch, clang_Cursor_isNull(definition) ? pattern : definition);
    for (uint32_t i = 0; i < members.len; i++)
        if (clang_getCursorKind(members.items[i]) == CXCursor_CXXMethod &&
            clang_Cursor_getNumArguments(members.items[i]) == 0 &&
            is_called(members.items[i], name))
            return lower_func(l, members.items[i])->name;
    Sym record = cxx_record_name(l, pattern);
    return intern_text(l->request->intern,
                       arena_printf(l->scratch, "%s::%s()",
                                    sym_text(l->request->intern, record), name));
}

/* it++ of a class whose code is not at hand: a copy, then ++it. */
static bool step_after(Lower *l, const Node *node, const Callee *callee, Want want,
                       Operand *out)
{
    const char *name = is_called(callee->func, "operator++")   ? "operator++"
                       : is_called(callee->func, "operator--") ? "operator--"
                                                               : NULL;
    Place place;
    if (!name || !callee->is_method || has_body(callee->func) ||
        clang_Cursor_getNumArguments(callee->func) != 1 ||
        !lower_place(l, callee->object, &place))
        return false;
    Span span = lower_span(l, node->cursor);
    PlaceId old = lower_result(l, node->cursor, want);
    if (old)
        build_copy(&l->build, old, opnd_place(build_place(&l->build, &place)), span);
    Operand object = place_address(l, &place);
    CXCursor class = clang_getCursorSemanticParent(callee->func);
    build_call(&l->build, 0, opnd_func(cxx_method_named(l, class, name)), 1, &object,
               span);
    *out = old ? opnd_place(old) : (Operand){ .kind = OPND_NONE };
    return true;
}

/* ---- calls ---- */

static Operand construct(Lower *l, const Node *node, const Callee *callee, Want want)
{
    if (copies(callee))
        return lower_expr(l, callee->args.items[0], want);
    PlaceId place = want.kind == WANT_IN
                        ? want.place
                        : lower_temp(l, clang_getCursorType(node->cursor));
    Place object = l->build.fn.places.items[place];
    emit(l, node, callee, true, place_address(l, &object), 0);
    return opnd_place(place);
}

/* The address that a call gives, in a temporary. */
static Place refer(Lower *l, const Node *node, const Callee *callee)
{
    PlaceId temp = lower_temp(l, callee->returns);
    emit(l, node, callee, false, (Operand){ 0 }, temp);
    Place place = l->build.fn.places.items[temp];
    place_deref(l, &place);
    return place;
}

static bool assign_copy(Lower *l, const Callee *callee, Place *out)
{
    if (!copies(callee) || !callee->is_method || callee->is_arrow ||
        callee->is_implicit || !lower_place(l, callee->object, out))
        return false;
    lower_into(l, callee->args.items[0], build_place(&l->build, out));
    return true;
}

bool cxx_call_place(Lower *l, const Node *node, Place *out)
{
    Callee callee;
    if (!l->is_cxx || !find_callee(l, node, &callee) ||
        !cxx_is_reference(callee.returns))
        return false;
    if (!assign_copy(l, &callee, out))
        *out = refer(l, node, &callee);
    return true;
}

static bool is_plain(const Callee *callee)
{
    if (callee->is_method || clang_getCursorKind(callee->func) != CXCursor_FunctionDecl)
        return false;
    for (uint32_t i = 0; i < callee->args.len; i++) {
        CXCursor parameter = clang_Cursor_getArgument(callee->func, i);
        if (cxx_is_reference(clang_getCursorType(parameter)))
            return false;
    }
    return !cxx_is_reference(callee->returns);
}

bool cxx_call(Lower *l, const Node *node, Want want, Operand *out)
{
    Callee callee;
    CXCursor sides[2];
    CmpKind cmp;
    if (!l->is_cxx || !find_callee(l, node, &callee) || is_plain(&callee))
        return false;
    if (clang_getCursorKind(callee.func) == CXCursor_Constructor) {
        *out = construct(l, node, &callee, want);
        return true;
    }
    if (compares_objects(l, node, sides, &cmp)) {
        *out = lower_truth(l, node->cursor, want);
        return true;
    }
    Place place;
    if (step_after(l, node, &callee, want, out) ||
        cxx_lambda_call(l, node, callee.func, &callee.args, want, out))
        return true;
    if (cxx_is_reference(callee.returns) && want.kind != WANT_NOTHING) {
        if (!assign_copy(l, &callee, &place))
            place = refer(l, node, &callee);
        *out = lower_deliver(l, node->cursor, want,
                             opnd_place(build_place(&l->build, &place)));
        return true;
    }
    if (want.kind == WANT_NOTHING && assign_copy(l, &callee, &place)) {
        *out = (Operand){ .kind = OPND_NONE };
        return true;
    }
    PlaceId dst = lower_result(l, node->cursor, want);
    emit(l, node, &callee, false, (Operand){ 0 }, dst);
    *out = dst ? opnd_place(dst) : (Operand){ .kind = OPND_NONE };
    return true;
}
