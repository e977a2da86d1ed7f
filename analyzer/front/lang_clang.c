/*
 * C and C++ through libclang: parsing, messages, and the way into the lowering.
 */
#include "base/file.h"
#include "front/arena_map.h"
#include "front/clang_lower.h"
#include "front/clang_maps.h"

typedef VEC(const char *) Words;

/* ---- parsing ---- */

static Words parse_words(const FrontRequest *request)
{
    Words words = { 0 };
    Arena *arena = request->arena;
    vec_push(arena, &words,
             arena_printf(arena, "-working-directory=%s", request->command.directory));
    vec_push(arena, &words, "-w");
    vec_push(arena, &words, "-Qunused-arguments");
    for (uint32_t i = 0; i < request->command.args.len; i++)
        vec_push(arena, &words, request->command.args.items[i]);
    return words;
}

static struct CXUnsavedFile *unsaved_files(const FrontRequest *request)
{
    struct CXUnsavedFile *files =
        ARENA_ARRAY(request->arena, struct CXUnsavedFile, request->unsaved_count);
    for (unsigned i = 0; i < request->unsaved_count; i++)
        files[i] = (struct CXUnsavedFile){ .Filename = request->unsaved[i].path,
                                           .Contents = request->unsaved[i].text.p,
                                           .Length = request->unsaved[i].text.n };
    return files;
}

static bool is_unsaved(const FrontRequest *request)
{
    for (unsigned i = 0; i < request->unsaved_count; i++)
        if (strcmp(request->unsaved[i].path, request->command.file) == 0)
            return true;
    return false;
}

static CXTranslationUnit parse(CXIndex index, const FrontRequest *request,
                               unsigned options, Err *err)
{
    const char *file = request->command.file;
    if (!is_unsaved(request) && !file_exists(file)) {
        err_set(err, ERR_UNIT, "%s:1: no such file", path_below(request->root, file));
        return NULL;
    }
    Words words = parse_words(request);
    CXTranslationUnit tu = NULL;
    enum CXErrorCode code = clang_parseTranslationUnit2(
        index, file, words.items, (int)words.len, unsaved_files(request),
        request->unsaved_count, options | CXTranslationUnit_KeepGoing, &tu);
    if (code == CXError_Success && tu)
        return tu;
    err_set(err, ERR_UNIT, "%s:1: %s; check the compile command",
            path_below(request->root, file),
            code == CXError_Crashed ? "libclang crashed on this file"
                                    : "cannot be parsed");
    return NULL;
}

/* ---- what libclang says besides the tree ---- */

static void add_message(Lower *l, Lowered *out, CXDiagnostic message)
{
    enum CXDiagnosticSeverity severity = clang_getDiagnosticSeverity(message);
    if (severity < CXDiagnostic_Warning)
        return;
    Diagnostic d = { .is_error = severity >= CXDiagnostic_Error,
                     .text =
                         tree_text(l->arena, clang_getDiagnosticSpelling(message)) };
    CXFile file;
    clang_getFileLocation(clang_getDiagnosticLocation(message), &file, &d.span.line,
                          &d.span.col, NULL);
    d.span.file = lower_file(l, file);
    d.span.end_line = d.span.line;
    d.span.end_col = d.span.col + 1;
    if (d.is_error)
        out->has_errors = true;
    vec_push(l->arena, &out->diagnostics, d);
}

typedef struct InputList {
    Lower *l;
    Lowered *out;
} InputList;

static void add_input(CXFile file, CXSourceLocation *stack, unsigned depth,
                      CXClientData data)
{
    (void)stack, (void)depth;
    const InputList *list = data;
    Arena *arena = list->l->arena;
    const char *path = tree_text(arena, clang_File_tryGetRealPathName(file));
    if (!*path)
        path = path_join(arena, list->l->request->command.directory,
                         tree_text(arena, clang_getFileName(file)));
    vec_push(arena, &list->out->inputs, path);
}

/* ---- lowering ---- */

static void lower_parsed(CXTranslationUnit tu, const FrontRequest *request,
                         Lowered *out)
{
    Lower l = { .request = request,
                .tu = tu,
                .arena = request->arena,
                .caches = arena_new(),
                .scratch = arena_new() };
    RmapOptions options = arena_map(l.caches);
    l.locals = decl_map_make_with(0, &options);
    l.globals = decl_map_make_with(0, &options);
    l.funcs = decl_map_make_with(0, &options);
    l.fields = decl_map_make_with(0, &options);
    l.records = decl_map_make_with(0, &options);
    l.typedefs = decl_map_make_with(0, &options);
    l.types = type_map_make_with(0, &options);
    *out = (Lowered){ 0 };
    out->unit = l.unit = unit_new(request->arena, request->intern,
                                  path_below(request->root, request->command.file));
    unit_file(l.unit, sym_text(request->intern, l.unit->path));
    InputList inputs = { &l, out };
    clang_getInclusions(tu, add_input, &inputs);
    unsigned count = clang_getNumDiagnostics(tu);
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic message = clang_getDiagnostic(tu, i);
        add_message(&l, out, message);
        clang_disposeDiagnostic(message);
    }
    lower_unit(&l);
    arena_free(l.scratch);
    arena_free(l.caches);
}

static bool lower_clang(const FrontRequest *request, Lowered *out, Err *err)
{
    CXIndex index = clang_createIndex(0, 0);
    CXTranslationUnit tu = parse(index, request, CXTranslationUnit_None, err);
    if (tu) {
        lower_parsed(tu, request, out);
        clang_disposeTranslationUnit(tu);
    }
    clang_disposeIndex(index);
    return tu != NULL;
}

const Front front_clang = { .name = "clang", .lower = lower_clang };

/* ---- open documents ---- */

struct ClangDoc {
    Arena *arena;
    CXIndex index;
    CXTranslationUnit tu;
};

static CXTranslationUnit parse_document(ClangDoc *doc, const FrontRequest *request,
                                        Err *err)
{
    return parse(doc->index, request,
                 CXTranslationUnit_PrecompiledPreamble |
                     CXTranslationUnit_CreatePreambleOnFirstParse,
                 err);
}

ClangDoc *clang_doc_open(const FrontRequest *request, Err *err)
{
    Arena *arena = arena_new();
    ClangDoc *doc = ARENA_NEW(arena, ClangDoc);
    doc->arena = arena;
    doc->index = clang_createIndex(0, 0);
    doc->tu = parse_document(doc, request, err);
    if (doc->tu)
        return doc;
    clang_doc_close(doc);
    return NULL;
}

bool clang_doc_lower(ClangDoc *doc, const FrontRequest *request, Lowered *out, Err *err)
{
    if (doc->tu &&
        clang_reparseTranslationUnit(doc->tu, request->unsaved_count,
                                     unsaved_files(request), CXReparse_None) != 0) {
        clang_disposeTranslationUnit(doc->tu); /* of no use after a failure */
        doc->tu = NULL;
    }
    if (!doc->tu)
        doc->tu = parse_document(doc, request, err);
    if (!doc->tu)
        return false;
    lower_parsed(doc->tu, request, out);
    return true;
}

void clang_doc_close(ClangDoc *doc)
{
    if (!doc)
        return;
    if (doc->tu)
        clang_disposeTranslationUnit(doc->tu);
    clang_disposeIndex(doc->index);
    arena_free(doc->arena);
}
