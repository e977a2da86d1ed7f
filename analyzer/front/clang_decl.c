/*
 * Declarations: functions, globals, annotations, and where they stand.
 *
 * Headers are large and mostly unused: only what the main file reaches is looked at.
 * A function is examined when it is first mentioned; its body, when it has one, waits
 * in a queue until the function at hand is finished.
 */
#include "base/file.h"
#include "front/clang_cxx.h"
#include "front/clang_header.h"
#include "front/clang_maps.h"

#include <stdio.h>

/* ---- source positions ---- */

static const char *file_path(Lower *l, CXFile file)
{
    const char *path = tree_text(l->caches, clang_File_tryGetRealPathName(file));
    if (!*path) /* an open document that is not on disk */
        path = path_join(l->caches, l->request->command.directory,
                         tree_text(l->caches, clang_getFileName(file)));
    return path_below(l->request->root, path);
}

static const FileId *find_file(Lower *l, CXFile file)
{
    for (uint32_t i = l->files.len; i-- > 0;)
        if (l->files.items[i].file == file)
            return &l->files.items[i];
    size_t size = 0;
    const char *text = clang_getFileContents(l->tu, file, &size);
    FileId added = { .file = file,
                     .id = unit_file(l->unit, file_path(l, file)),
                     .lines = line_table(l->caches, (Str){ text, text ? size : 0 }) };
    vec_push(l->caches, &l->files, added);
    return &vec_last(&l->files);
}

uint32_t lower_file(Lower *l, CXFile file)
{
    return file ? find_file(l, file)->id : 0;
}

CXFile lower_main_file(CXTranslationUnit tu)
{
    CXString name = clang_getTranslationUnitSpelling(tu);
    CXFile file = clang_getFile(tu, clang_getCString(name));
    clang_disposeString(name);
    return file;
}

/* What a macro declares stands where the macro is called. Files are compared, since to
 * make a location, libclang walks all macros of the file that it is in; by identity,
 * for to clang_File_isEqual() all unsaved files that are on no disk are the same. */
bool lower_in_main(const Lower *l, CXCursor decl)
{
    CXFile file;
    clang_getExpansionLocation(clang_getCursorLocation(decl), &file, NULL, NULL, NULL);
    return file && file == l->main_file;
}

/* libclang counts columns from the start of the line each time, which a file of one
 * long line makes slow; so it is asked for the offset only. */
static void locate(const FileId *file, unsigned offset, uint32_t *line, uint32_t *col)
{
    uint32_t low = 0, high = file->lines.starts.len;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (file->lines.starts.items[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    *line = low + 1;
    *col = (uint32_t)(offset - (high ? file->lines.starts.items[low] : 0)) + 1;
}

Span lower_span(Lower *l, CXCursor cursor)
{
    CXSourceRange range = clang_getCursorExtent(cursor);
    CXFile file, end_file;
    unsigned start, end;
    clang_getFileLocation(clang_getRangeStart(range), &file, NULL, NULL, &start);
    clang_getFileLocation(clang_getRangeEnd(range), &end_file, NULL, NULL, &end);
    if (!file)
        return (Span){ 0 };
    return lower_text_span(l, file, start,
                           file == end_file && end > start ? end : start);
}

Span lower_text_span(Lower *l, CXFile file, unsigned start, unsigned end)
{
    const FileId *id = find_file(l, file);
    Span span = { .file = id->id };
    locate(id, start, &span.line, &span.col);
    locate(id, end, &span.end_line, &span.end_col);
    return span;
}

/* ---- annotations ---- */

/* "map: clear map:0" on the declaration, to the unit. */
static bool annotate(Lower *l, CXCursor decl, Sym target)
{
    if (!clang_Cursor_hasAttrs(decl))
        return false;
    bool found = false;
    Cursors kids = tree_children(l->scratch, decl);
    for (uint32_t i = 0; i < kids.len; i++) {
        if (clang_getCursorKind(kids.items[i]) != CXCursor_AnnotateAttr)
            continue;
        const char *text =
            tree_text(l->scratch, clang_getCursorSpelling(kids.items[i]));
        if (!str_starts(str_of(text), "map:"))
            continue;
        Annotation a = { .target = target,
                         .text =
                             intern_str(l->request->intern, str_trim(str_of(text + 4))),
                         .span = lower_span(l, kids.items[i]) };
        vec_push(l->arena, &l->unit->annotations, a);
        found = true;
    }
    return found;
}

/* "sessions_head of thash_head": a record made around one other, which says what kind
 * of container macros have generated here. */
static void note_wrapper(Lower *l, CXCursor decl, Sym name)
{
    CXCursor field = clang_getNullCursor();
    Cursors kids = tree_children(l->scratch, decl);
    for (uint32_t i = 0; i < kids.len; i++) {
        if (clang_getCursorKind(kids.items[i]) != CXCursor_FieldDecl)
            continue;
        if (!clang_Cursor_isNull(field))
            return;
        field = kids.items[i];
    }
    if (clang_Cursor_isNull(field))
        return;
    Var inner = lower_type(l, clang_getCursorType(field));
    if (!inner.is_record || !inner.type)
        return;
    Intern *intern = l->request->intern;
    const char *text = arena_printf(l->scratch, "%s of %s", sym_text(intern, name),
                                    sym_text(intern, inner.type));
    vec_push(l->arena, &l->unit->records, intern_text(intern, text));
}

void lower_record(Lower *l, CXCursor decl, Sym name)
{
    CXCursor definition = clang_getCursorDefinition(decl);
    if (!clang_Cursor_isNull(definition))
        decl = definition;
    if (!name || decl_map_get(l->records, decl))
        return;
    decl_map_put(l->records, decl, 1);
    vec_push(l->arena, &l->unit->records, name);
    annotate(l, decl, name);
    if (!l->is_cxx)
        note_wrapper(l, decl, name);
}

/* ---- functions ---- */

const char *internal_name(Lower *l, CXCursor decl, const char *name)
{
    CXFile file;
    clang_getFileLocation(clang_getCursorLocation(decl), &file, NULL, NULL, NULL);
    uint32_t id = lower_file(l, file);
    return arena_printf(l->scratch, "%s@%s", name,
                        sym_text(l->request->intern, l->unit->files.items[id]));
}

static Sym func_name(Lower *l, CXCursor decl)
{
    const char *name = l->is_cxx ? cxx_func_name(l, decl)
                                 : tree_text(l->scratch, clang_getCursorSpelling(decl));
    if (clang_getCursorLinkage(decl) == CXLinkage_Internal)
        name = internal_name(l, decl, name);
    return intern_text(l->request->intern, name);
}

static bool mentions(Lower *l, CXString text, const char *word)
{
    return strstr(tree_text(l->scratch, text), word) != NULL;
}

/* The declaration with its attributes; empty when it has none. */
static const char *attributed_text(Lower *l, CXCursor decl)
{
    if (!clang_Cursor_hasAttrs(decl))
        return "";
    CXPrintingPolicy policy = clang_getCursorPrintingPolicy(decl);
    clang_PrintingPolicy_setProperty(policy, CXPrintingPolicy_TerseOutput, 1);
    CXString text = clang_getCursorPrettyPrinted(decl, policy);
    clang_PrintingPolicy_dispose(policy);
    return tree_text(l->scratch, text);
}

/* The GNU attribute shows in the type, _Noreturn only in the declaration's text. */
static bool says_no_return(Lower *l, CXCursor decl, const char *text)
{
    return mentions(l, clang_getTypeSpelling(clang_getCursorType(decl)),
                    "((noreturn))") ||
           strstr(text, "_Noreturn") || strstr(text, "[[noreturn]]");
}

/* A function that prints does nothing else to what it is given, as far as its code is
 * not known; but what a pointer that is not const leads to may have changed. */
static void declare_printing(Lower *l, CXCursor decl, Sym name, const char *text)
{
    const char *printf_like = strstr(text, "printf, ");
    int format, first;
    if (printf_like == NULL || clang_getCursorKind(decl) != CXCursor_FunctionDecl ||
        sscanf(printf_like, "printf, %d, %d", &format, &first) < 2 || format < 1 ||
        format > 30 || first < 0 || first > 30)
        return;
    StrBuf row = strbuf_in(l->arena);
    strbuf_printf(&row, "inert unseen format:%d", format - 1);
    if (first > format)
        strbuf_printf(&row, ",%d", first - 1);
    const char *separator = " sets:";
    int count = clang_Cursor_getNumArguments(decl);
    for (int i = 0; i < count && i < 8; i++) {
        CXType type = clang_getCanonicalType(
            clang_getCursorType(clang_Cursor_getArgument(decl, (unsigned)i)));
        if (type.kind != CXType_Pointer ||
            clang_isConstQualifiedType(clang_getPointeeType(type)))
            continue;
        strbuf_printf(&row, "%s%d", separator, i);
        separator = ",";
    }
    Annotation a = { .target = name,
                     .text = intern_str(l->request->intern, strbuf_str(&row)),
                     .span = lower_span(l, decl) };
    vec_push(l->arena, &l->unit->annotations, a);
}

static bool never_returns(Lower *l, CXCursor decl, Sym name, const char *attributed)
{
    const char *text = sym_text(l->request->intern, name);
    return strcmp(text, "__builtin_unreachable") == 0 ||
           strcmp(text, "__builtin_trap") == 0 || says_no_return(l, decl, attributed);
}

/* The records that a function takes or gives, with their laws. */
static void note_records(Lower *l, CXCursor decl)
{
    lower_type(l, clang_getCursorResultType(decl));
    int count = clang_Cursor_getNumArguments(decl);
    for (int i = 0; i < count; i++)
        lower_expr_type(l, clang_Cursor_getArgument(decl, (unsigned)i));
}

static uint32_t examine(Lower *l, CXCursor mentioned)
{
    if (l->is_cxx)
        mentioned = cxx_pattern(mentioned);
    CXCursor decl = clang_getCursorDefinition(mentioned);
    bool has_body = !clang_Cursor_isNull(decl);
    if (!has_body)
        decl = mentioned;
    FuncInfo info = { .decl = decl, .name = func_name(l, decl) };
    const char *attributed = attributed_text(l, decl);
    info.no_return = never_returns(l, decl, info.name, attributed);
    if (info.no_return)
        vec_push(l->arena, &l->unit->no_return, info.name);
    info.has_model = annotate(l, decl, info.name);
    if (!info.has_model && !info.no_return)
        declare_printing(l, decl, info.name, attributed);
    note_records(l, decl);
    if (l->is_cxx)
        cxx_note_class(l, decl);
    info.is_queued = has_body && !info.has_model &&
                     !(l->is_cxx && cxx_is_system(decl)); /* templates without end */
    vec_push(l->caches, &l->infos, info);
    if (info.is_queued)
        vec_push(l->caches, &l->queue, l->infos.len - 1);
    return l->infos.len - 1;
}

const FuncInfo *lower_func(Lower *l, CXCursor decl)
{
    const uint32_t *known = decl_map_get(l->funcs, decl);
    if (known)
        return &l->infos.items[*known];
    CXCursor first = clang_getCanonicalCursor(decl);
    known = decl_map_get(l->funcs, first);
    uint32_t index = known ? *known : examine(l, decl);
    decl_map_put(l->funcs, decl, index);
    decl_map_put(l->funcs, first, index);
    return &l->infos.items[index];
}

/* Only cleanup attributes name a function by text, a handful in a unit. */
Sym lower_func_named(Lower *l, const char *name)
{
    for (uint32_t i = 0; i < l->top.len; i++) {
        CXCursor decl = l->top.items[i];
        if (clang_getCursorKind(decl) != CXCursor_FunctionDecl)
            continue;
        CXString spelling = clang_getCursorSpelling(decl);
        bool same = strcmp(clang_getCString(spelling), name) == 0;
        clang_disposeString(spelling);
        if (same)
            return lower_func(l, decl)->name;
    }
    if (l->request->command.header) {
        CXCursor decl = shared_header_function(l->request->command.header, l->tu, name);
        if (!clang_Cursor_isNull(decl))
            return lower_func(l, decl)->name;
    }
    return intern_text(l->request->intern, name);
}

static bool returns_pointer(CXType type)
{
    return clang_getCanonicalType(type).kind == CXType_Pointer;
}

static void describe(Lower *l, Func *fn, const FuncInfo *info, CXCursor body)
{
    CXType type = clang_getCursorResultType(info->decl);
    fn->is_static = clang_getCursorLinkage(info->decl) == CXLinkage_Internal;
    fn->is_inline_header = !lower_in_main(l, info->decl);
    fn->is_variadic = clang_Cursor_isVariadic(info->decl) != 0;
    fn->returns_pointer = returns_pointer(type);
    fn->returns_value = clang_getCanonicalType(type).kind != CXType_Void;
    fn->no_return = info->no_return;
    fn->body = lower_span(l, body);
    CXFile file;
    Span name = { 0 };
    clang_getFileLocation(clang_getCursorLocation(info->decl), &file, &name.line,
                          &name.col, NULL);
    name.file = lower_file(l, file);
    name.end_line = name.line;
    name.end_col =
        name.col + (uint32_t)name_shown(sym_text(l->request->intern, info->name)).n;
    fn->span = name;
}

static void lower_body(Lower *l, uint32_t index)
{
    FuncInfo info = l->infos.items[index];
    ArenaMark mark = arena_mark(l->scratch);
    Cursors kids = tree_children(l->scratch, info.decl);
    if (kids.len &&
        clang_getCursorKind(kids.items[kids.len - 1]) == CXCursor_CompoundStmt) {
        CXCursor body = kids.items[kids.len - 1];
        decl_map_clear(l->locals);
        l->func_name = info.name;
        build_begin(&l->build, l->unit, l->scratch, info.name);
        describe(l, &l->build.fn, &info, body);
        l->bindings.items = NULL;
        l->bindings.len = l->bindings.cap = 0;
        l->has_this = false;
        l->returns_reference =
            l->is_cxx && cxx_is_reference(clang_getCursorResultType(info.decl));
        if (l->is_cxx)
            cxx_open_method(l, info.decl);
        for (uint32_t i = 0; i < kids.len; i++)
            if (clang_getCursorKind(kids.items[i]) == CXCursor_ParmDecl)
                lower_local(l, kids.items[i]);
        l->build.fn.param_count = l->build.fn.vars.len;
        if (l->is_cxx)
            cxx_initialisers(l, info.decl, &kids);
        lower_stmt(l, body);
        build_end(&l->build);
    }
    arena_reset(l->scratch, mark);
}

/* ---- globals ---- */

void lower_init_later(Lower *l, CXCursor decl)
{
    Place place = lower_local(l, decl);
    vec_push(l->caches, &l->inits, ((InitLater){ decl, place.root }));
}

static void lower_globals(Lower *l)
{
    decl_map_clear(l->locals);
    l->func_name = intern_text(l->request->intern, "<init>");
    build_begin(&l->build, l->unit, l->scratch, l->func_name);
    l->in_static_init = true;
    for (uint32_t i = 0; i < l->inits.len; i++) {
        InitLater later = l->inits.items[i];
        CXCursor init = clang_Cursor_getVarDeclInitializer(later.decl);
        CXType type = clang_getCursorType(later.decl);
        if (clang_Cursor_isNull(init) || !type_can_point(type))
            continue;
        Place place = { .root = later.global, .is_global = true };
        lower_init(l, &place, type, init);
    }
    l->in_static_init = false;
    if (l->build.fn.blocks.items[0].events.len)
        build_end(&l->build);
}

/* Bodies may add to the queue. */
static uint32_t lower_queue(Lower *l, uint32_t from)
{
    for (uint32_t i = from; i < l->queue.len; i++)
        lower_body(l, l->queue.items[i]);
    return l->queue.len;
}

/* ---- the unit ---- */

static void top_level(Lower *l, CXCursor decl);

static void top_levels(Lower *l, CXCursor outer)
{
    Cursors kids = tree_children(l->caches, outer);
    for (uint32_t i = 0; i < kids.len; i++)
        top_level(l, kids.items[i]);
}

static void top_level(Lower *l, CXCursor decl)
{
    switch ((int)clang_getCursorKind(decl)) {
    case CXCursor_FunctionDecl:
    case CXCursor_FunctionTemplate:
    case CXCursor_CXXMethod:
    case CXCursor_Constructor:
    case CXCursor_Destructor:
    case CXCursor_ConversionFunction:
        if (clang_isCursorDefinition(decl))
            lower_func(l, decl);
        break;
    case CXCursor_VarDecl:
        lower_init_later(l, decl);
        break;
    case CXCursor_StructDecl:
    case CXCursor_UnionDecl:
    case CXCursor_ClassDecl:
        lower_type(l, clang_getCursorType(decl));
        if (l->is_cxx)
            top_levels(l, decl);
        break;
    case CXCursor_LinkageSpec:
    case CXCursor_Namespace:
    case CXCursor_ClassTemplate:
    case CXCursor_ClassTemplatePartialSpecialization:
        top_levels(l, decl);
        break;
    default:
        break;
    }
}

void lower_unit(Lower *l)
{
    l->top = tree_children(l->caches, clang_getTranslationUnitCursor(l->tu));
    for (uint32_t i = 0; i < l->top.len; i++)
        if (clang_getCursorKind(l->top.items[i]) == CXCursor_TypedefDecl)
            lower_typedef(l, l->top.items[i]);
    for (uint32_t i = 0; i < l->top.len; i++)
        if (lower_in_main(l, l->top.items[i]))
            top_level(l, l->top.items[i]);
    uint32_t done = lower_queue(l, 0);
    lower_globals(l);
    lower_queue(l, done); /* functions that only an initialiser mentions */
}
