/*
 * Names of C++ functions and records.
 *
 * A function is called by its scopes and the types of its parameters, which tell
 * overloads apart: "ns::Cls::method(int) const". Inline namespaces and template
 * arguments are left out, so that a model finds "std::unordered_map::erase" whatever is
 * mapped to what. All instantiations of a template are one function, its pattern.
 *
 * Of a function that a system header declares the parameters are called as it calls
 * them, without what qualifies them: erase(iterator), erase(key_type). That is what
 * tells the overloads of a container's method apart in a model.
 */
#include "front/clang_cxx.h"

/* ---- scopes ---- */

static bool is_named_scope(CXCursor scope)
{
    switch ((int)clang_getCursorKind(scope)) {
    case CXCursor_Namespace:
        return !clang_Cursor_isInlineNamespace(scope) &&
               !clang_Cursor_isAnonymous(scope);
    case CXCursor_ClassDecl:
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
    case CXCursor_ClassTemplate:
    case CXCursor_ClassTemplatePartialSpecialization:
        return true;
    default:
        return false;
    }
}

static bool is_outermost(CXCursor scope)
{
    return clang_Cursor_isNull(scope) ||
           clang_getCursorKind(scope) == CXCursor_TranslationUnit ||
           clang_isInvalid(clang_getCursorKind(scope));
}

enum { SCOPES_MAX = 64 };

static void add_scopes(Lower *l, StrBuf *out, CXCursor decl, unsigned depth)
{
    CXCursor scope = clang_getCursorSemanticParent(decl);
    if (is_outermost(scope) || depth > SCOPES_MAX)
        return;
    add_scopes(l, out, scope, depth + 1);
    if (is_named_scope(scope)) {
        strbuf_add(out, tree_text(l->scratch, clang_getCursorSpelling(scope)));
        strbuf_add(out, "::");
    }
}

/* Without "<...>", which the spelling of a constructor of a template has. */
static void add_own_name(Lower *l, StrBuf *out, CXCursor decl)
{
    const char *name = tree_text(l->scratch, clang_getCursorSpelling(decl));
    bool is_operator = strncmp(name, "operator", 8) == 0;
    strbuf_add_n(out, name, is_operator ? strlen(name) : strcspn(name, "<"));
}

Sym cxx_record_name(Lower *l, CXCursor decl)
{
    const char *name = tree_text(l->scratch, clang_getCursorSpelling(decl));
    if (!*name || strchr(name, '(')) /* "(unnamed struct at a.cpp:3:1)" */
        return 0;
    StrBuf out = strbuf_in(l->scratch);
    add_scopes(l, &out, decl, 0);
    strbuf_add_n(&out, name, strcspn(name, "<"));
    return intern_str(l->request->intern, strbuf_str(&out));
}

void cxx_note_class(Lower *l, CXCursor method)
{
    CXCursor class = clang_getCursorSemanticParent(method);
    if (is_named_scope(class) && clang_getCursorKind(class) != CXCursor_Namespace)
        lower_record(l, class, cxx_record_name(l, class));
}

/* ---- parameters ---- */

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_';
}

static bool is_qualifier(Str word)
{
    return str_is(word, "const") || str_is(word, "volatile") ||
           str_is(word, "typename") || str_is(word, "class") ||
           str_is(word, "struct") || str_is(word, "unsigned");
}

/* "const std::pair<K, V> &" is a "pair". */
static void add_shape(StrBuf *out, const char *type)
{
    Str last = { "", 0 };
    int depth = 0;
    for (const char *p = type; *p;) {
        const char *start = p;
        while (is_name_char(*p))
            p++;
        Str word = { start, (size_t)(p - start) };
        if (depth == 0 && word.n && !is_qualifier(word))
            last = word;
        if (p != start)
            continue;
        depth += *p == '<' ? 1 : *p == '>' ? -1 : 0;
        p++;
    }
    strbuf_add_n(out, last.p, last.n);
}

static void add_parameters(Lower *l, StrBuf *out, CXCursor decl, bool is_system)
{
    int count = clang_Cursor_getNumArguments(decl);
    strbuf_add_char(out, '(');
    bool first = true;
    Cursors kids = { 0 };
    if (count < 0) { /* a function template */
        kids = tree_children(l->scratch, decl);
        count = (int)kids.len;
    }
    for (int i = 0; i < count; i++) {
        CXCursor parameter =
            kids.len ? kids.items[i] : clang_Cursor_getArgument(decl, (unsigned)i);
        if (clang_getCursorKind(parameter) != CXCursor_ParmDecl)
            continue;
        CXType type = clang_getCursorType(parameter);
        strbuf_add(out, first ? "" : ",");
        first = false;
        if (is_system)
            add_shape(out, tree_text(l->scratch, clang_getTypeSpelling(type)));
        else
            strbuf_add(out, tree_text(l->scratch, clang_getTypeSpelling(
                                                      clang_getCanonicalType(type))));
    }
    strbuf_add_char(out, ')');
}

/* ---- functions ---- */

bool cxx_is_system(CXCursor decl)
{
    return clang_Location_isInSystemHeader(clang_getCursorLocation(decl)) != 0;
}

CXCursor cxx_pattern(CXCursor decl)
{
    /* A member template of a class that was made from a template has a pattern, too. */
    for (int depth = 0; depth < 8; depth++) {
        CXCursor pattern = clang_getSpecializedCursorTemplate(decl);
        if (clang_Cursor_isNull(pattern))
            break;
        decl = pattern;
    }
    return decl;
}

/* extern "C", and main: what the linker calls by the plain name. */
static bool has_c_name(Lower *l, CXCursor decl)
{
    if (clang_getCursorKind(decl) != CXCursor_FunctionDecl)
        return false;
    CXCursor scope = clang_getCursorSemanticParent(decl);
    while (clang_getCursorKind(scope) == CXCursor_LinkageSpec)
        scope = clang_getCursorSemanticParent(scope);
    if (!is_outermost(scope) || clang_getCursorType(decl).kind == CXType_Invalid)
        return false;
    const char *mangled = tree_text(l->scratch, clang_Cursor_getMangling(decl));
    return strncmp(mangled, "_Z", 2) != 0;
}

Sym cxx_method_of(Lower *l, CXCursor method, CXType object)
{
    object = clang_getNonReferenceType(clang_getCanonicalType(object));
    if (object.kind == CXType_Pointer)
        object = clang_getCanonicalType(clang_getPointeeType(object));
    CXCursor class = clang_getTypeDeclaration(object);
    if (object.kind != CXType_Record || !cxx_is_system(class) || !cxx_is_system(method))
        return 0;
    Sym record = cxx_record_name(l, class);
    CXCursor pattern = cxx_pattern(method);
    StrBuf out = strbuf_in(l->scratch);
    lower_record(l, class, record);
    strbuf_add(&out, sym_text(l->request->intern, record));
    strbuf_add(&out, "::");
    add_own_name(l, &out, pattern);
    add_parameters(l, &out, pattern, true);
    return intern_str(l->request->intern, strbuf_str(&out));
}

const char *cxx_func_name(Lower *l, CXCursor decl)
{
    if (has_c_name(l, decl))
        return tree_text(l->scratch, clang_getCursorSpelling(decl));
    bool is_system = cxx_is_system(decl);
    StrBuf out = strbuf_in(l->scratch);
    add_scopes(l, &out, decl, 0);
    add_own_name(l, &out, decl);
    add_parameters(l, &out, decl, is_system);
    if (!is_system && clang_CXXMethod_isConst(decl))
        strbuf_add(&out, " const");
    return strbuf_cstr(&out);
}
