/*
 * Types and variables.
 *
 * A variable's type is the name its users and the models write: "GHashTable" for a
 * GHashTable*, a const GHashTable, an array of them. Typedefs that name a pointer are
 * looked through. A record that has typedefs is called by the first of them however it
 * is written, so that `struct _GHashTable` and __typeof__ give the same name.
 */
#include "front/clang_cxx.h"
#include "front/clang_header.h"
#include "front/clang_maps.h"

/* ---- types ---- */

static CXType unwrap(CXType type)
{
    for (;;) {
        switch ((int)type.kind) {
        case CXType_Elaborated:
            type = clang_Type_getNamedType(type);
            break;
        case CXType_Attributed:
            type = clang_Type_getModifiedType(type);
            break;
        default:
            return type;
        }
    }
}

static bool is_named_here(CXType type)
{
    return type.kind == CXType_Record || type.kind == CXType_Enum;
}

static Sym decl_name(Lower *l, CXCursor decl)
{
    CXString name = clang_getCursorSpelling(decl);
    const char *text = clang_getCString(name);
    /* "struct (unnamed at a.c:3:1)" is no name. */
    Sym sym = text && !strchr(text, '(') ? intern_text(l->request->intern, text) : 0;
    clang_disposeString(name);
    return sym;
}

static Sym scalar_name(Lower *l, CXType type)
{
    if (type.kind == CXType_FunctionProto || type.kind == CXType_FunctionNoProto)
        return intern_text(l->request->intern, "function");
    CXString name = clang_getTypeSpelling(clang_getUnqualifiedType(type));
    const char *text = clang_getCString(name);
    Sym sym = intern_text(l->request->intern, text ? text : "");
    clang_disposeString(name);
    return sym;
}

/* What a shared header, which is not walked, calls the record; else 0. */
static Sym header_name(Lower *l, CXCursor record)
{
    const SharedHeader *header = l->request->command.header;
    const char *name = header ? shared_header_record(header, record) : NULL;
    return name ? intern_text(l->request->intern, name) : 0;
}

void lower_typedef(Lower *l, CXCursor decl)
{
    CXType type = unwrap(clang_getTypedefDeclUnderlyingType(decl));
    if (type.kind != CXType_Record)
        return;
    CXCursor record = clang_getCanonicalCursor(clang_getTypeDeclaration(type));
    bool found;
    uint32_t *name = decl_map_get_or_put(l->typedefs, record, &found);
    if (!found)
        *name = header_name(l, record);
    if (!*name)
        *name = decl_name(l, decl);
}

/* C knows records of the outermost scope only; the others go by their scopes. */
static bool is_cxx_name(Lower *l, CXType type, CXCursor record)
{
    return l->is_cxx && type.kind == CXType_Record &&
           (clang_Type_getNumTemplateArguments(type) >= 0 ||
            clang_getCursorKind(clang_getCursorSemanticParent(record)) !=
                CXCursor_TranslationUnit);
}

/* The name of a record or enum that was reached through `decl`. */
static Sym named(Lower *l, CXType type, CXCursor decl)
{
    CXCursor own = clang_getTypeDeclaration(type);
    if (is_cxx_name(l, type, own))
        return cxx_record_name(l, own);
    if (type.kind == CXType_Record) {
        CXCursor record = clang_getCanonicalCursor(clang_getTypeDeclaration(type));
        bool found;
        uint32_t *name = decl_map_get_or_put(l->typedefs, record, &found);
        if (!found)
            *name = header_name(l, record);
        if (*name)
            return *name;
    }
    return decl_name(l, decl);
}

const char *record_name(Lower *l, CXCursor record)
{
    if (l->is_cxx)
        record = cxx_pattern(record);
    CXCursor canonical = clang_getCanonicalCursor(record);
    Sym scoped = l->is_cxx ? cxx_record_name(l, canonical) : 0;
    const char *name = scoped
                           ? sym_text(l->request->intern, scoped)
                           : tree_text(l->scratch, clang_getCursorSpelling(canonical));
    const uint32_t *alias = decl_map_get(l->typedefs, canonical);
    if (!*name || strchr(name, '('))
        name = alias ? sym_text(l->request->intern, *alias) : "";
    CXCursor outer = clang_getCursorLexicalParent(record);
    switch ((int)clang_getCursorKind(outer)) {
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
    case CXCursor_ClassDecl:
        if (!*name)
            return record_name(l, outer);
        break;
    default:
        break;
    }
    bool own = lower_in_main(l, record);
    return *name && !own ? name : internal_name(l, record, name);
}

/* One layer off the type; false when its name is found (and set). */
static bool peel(Lower *l, CXType *type, Var *var)
{
    bool outermost = var->pointers == 0;
    *type = unwrap(*type);
    switch ((int)type->kind) {
    case CXType_Pointer:
    case CXType_LValueReference:
    case CXType_RValueReference:
        var->pointers++;
        *type = clang_getPointeeType(*type);
        return true;
    case CXType_ConstantArray:
    case CXType_IncompleteArray:
    case CXType_VariableArray:
    case CXType_DependentSizedArray:
        if (outermost) {
            var->is_array = true;
            var->length =
                type->kind == CXType_ConstantArray ? clang_getArraySize(*type) : 0;
        }
        var->pointers++;
        *type = clang_getArrayElementType(*type);
        return true;
    case CXType_Typedef: {
        CXCursor decl = clang_getTypeDeclaration(*type);
        *type = unwrap(clang_getTypedefDeclUnderlyingType(decl));
        if (!is_named_here(*type))
            return true;
        var->type = named(l, *type, decl);
        break;
    }
    case CXType_Record:
    case CXType_Enum:
        var->type = named(l, *type, clang_getTypeDeclaration(*type));
        break;
    default: {
        CXType canonical = clang_getCanonicalType(*type);
        if (!clang_equalTypes(canonical, *type)) {
            *type = canonical;
            return true;
        }
        CXCursor decl = clang_getTypeDeclaration(*type);
        bool is_template = clang_getCursorKind(decl) == CXCursor_ClassTemplate;
        var->type = is_template ? cxx_record_name(l, decl) : scalar_name(l, *type);
        var->is_record = is_template && var->pointers == 0;
        return false;
    }
    }
    if (type->kind == CXType_Record) {
        var->is_record = var->pointers == 0;
        lower_record(l, clang_getTypeDeclaration(*type), var->type);
    }
    return false;
}

Var lower_type(Lower *l, CXType type)
{
    if (type.kind == CXType_Invalid)
        return (Var){ 0 };
    const Var *known = type_map_get(l->types, type);
    if (known)
        return *known;
    Var var = { .is_const = clang_isConstQualifiedType(type) != 0 };
    CXType rest = type;
    for (unsigned i = 0; i < 200 && var.pointers < 100 && peel(l, &rest, &var); i++)
        ;
    type_map_put(l->types, type, var);
    return var;
}

Var lower_expr_type(Lower *l, CXCursor expression)
{
    return lower_type(l, clang_getCursorType(expression));
}

/* ---- variables ---- */

static bool is_local(CXCursor decl)
{
    return clang_getCursorLinkage(decl) == CXLinkage_NoLinkage;
}

static Var var_of(Lower *l, CXCursor decl)
{
    Var var = lower_expr_type(l, decl);
    var.name = decl_name(l, decl);
    if (!var.name)
        var.name = intern_text(l->request->intern, "arg");
    var.span = lower_span(l, decl);
    var.is_static = clang_Cursor_getStorageClass(decl) == CX_SC_Static;
    return var;
}

static Place global_place(Lower *l, CXCursor decl)
{
    const uint32_t *known = decl_map_get(l->globals, decl);
    if (known)
        return (Place){ .root = *known, .is_global = true };
    Var var = var_of(l, decl);
    Intern *intern = l->request->intern;
    const char *name = sym_text(intern, var.name);
    if (is_local(decl)) { /* a static local */
        Str func = name_shown(sym_text(intern, l->func_name));
        name = arena_printf(l->scratch, "%.*s.%s", (int)func.n, func.p, name);
    }
    if (clang_getCursorLinkage(decl) != CXLinkage_External)
        name = internal_name(l, decl, name);
    var.name = intern_text(intern, name);
    VarId id = unit_global(l->unit, var);
    decl_map_put(l->globals, decl, id);
    return (Place){ .root = id, .is_global = true };
}

Place lower_local(Lower *l, CXCursor decl)
{
    if (!is_local(decl) || clang_Cursor_getStorageClass(decl) == CX_SC_Static)
        return global_place(l, decl);
    VarId id = build_var(&l->build, var_of(l, decl));
    decl_map_put(l->locals, decl, id);
    return (Place){ .root = id };
}

Place lower_var(Lower *l, CXCursor decl)
{
    const uint32_t *known = decl_map_get(l->locals, decl);
    return known ? (Place){ .root = *known } : lower_local(l, decl);
}
