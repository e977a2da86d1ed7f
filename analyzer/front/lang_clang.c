/*
 * C and C++ through libclang: parsing, messages, and the way into the lowering.
 */
#include "base/file.h"
#include "front/arena_map.h"
#include "front/clang_lower.h"
#include "front/clang_maps.h"
#include "front/clang_parse.h"

#include <stdlib.h>

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

static void add_input(void *ctx, const char *path)
{
    const InputList *list = ctx;
    vec_push(list->l->arena, &list->out->inputs, path);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Each once, in an order that does not tell who included whom. */
static void sort_inputs(Lowered *out)
{
    uint32_t kept = 0;
    if (out->inputs.len)
        qsort(out->inputs.items, out->inputs.len, sizeof *out->inputs.items, by_path);
    for (uint32_t i = 0; i < out->inputs.len; i++)
        if (i == 0 || strcmp(out->inputs.items[i], out->inputs.items[kept - 1]) != 0)
            out->inputs.items[kept++] = out->inputs.items[i];
    out->inputs.len = kept;
}

/* ---- lowering ---- */

/* By -x, else by the file's name, as the compiler does. */
static bool is_cxx(const Command *command)
{
    static const char *const endings[] = { ".cc",  ".cpp", ".cxx", ".c++", ".C",  ".cp",
                                           ".hpp", ".hh",  ".hxx", ".ii",  ".CPP" };
    for (uint32_t i = command->args.len; i-- > 0;) {
        const char *arg = command->args.items[i];
        if (strncmp(arg, "-xc", 3) == 0)
            return strncmp(arg, "-xc++", 5) == 0;
        if (strcmp(arg, "-x") == 0 && i + 1 < command->args.len)
            return strncmp(command->args.items[i + 1], "c++", 3) == 0;
    }
    const char *dot = strrchr(command->file, '.');
    for (size_t i = 0; dot && i < ARRAY_LEN(endings); i++)
        if (strcmp(dot, endings[i]) == 0)
            return true;
    return false;
}

static void lower_parsed(CXTranslationUnit tu, const FrontRequest *request,
                         Lowered *out)
{
    Lower l = { .request = request,
                .tu = tu,
                .main_file = lower_main_file(tu),
                .is_cxx = is_cxx(&request->command),
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
    clang_each_input(tu, request, add_input, &inputs);
    sort_inputs(out);
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

static bool lower_once(const FrontRequest *request, Lowered *out, Err *err)
{
    /* The declarations of a shared header are not walked: it has a table of them. */
    CXIndex index = clang_createIndex(request->command.header != NULL, 0);
    CXTranslationUnit tu =
        clang_parse(index, request, NULL, CXTranslationUnit_None, err);
    if (tu) {
        lower_parsed(tu, request, out);
        clang_disposeTranslationUnit(tu);
    }
    clang_disposeIndex(index);
    return tu != NULL;
}

/* A header that does not bear being read twice, or that a unit prepares with macros,
 * shows as an error: then the unit is parsed as it stands. */
static bool lower_clang(const FrontRequest *request, Lowered *out, Err *err)
{
    FrontRequest alone = *request;
    Err unused = { 0 };
    if (request->command.header && lower_once(request, out, &unused) &&
        !out->has_errors)
        return true;
    alone.command.header = NULL;
    return lower_once(&alone, out, err);
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
    return clang_parse(doc->index, request, NULL,
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
    if (doc->tu && !clang_parse_again(doc->tu, request)) {
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
