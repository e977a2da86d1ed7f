#include "front/clang_header.h"

#include "base/file.h"
#include "front/clang_parse.h"
#include "front/clang_tree.h"

typedef struct Declared {
    const char *file; /* as libclang names it */
    unsigned line, col;
} Declared;

struct SharedHeader {
    Arena *arena;
    const char *path;
    PathList inputs;
    Intern *texts;             /* of this header alone */
    VEC(const char *) records; /* by the Sym of the record's USR; NULL: none */
    VEC(Declared) functions;   /* by the Sym of the name */
};

/* ---- making ---- */

typedef struct Table {
    const FrontRequest *request;
    const char *own; /* the file that only holds the includes */
    StrBuf out;
    Intern *seen;
} Table;

/* Whether it is the first of its kind. */
static bool first(Table *table, const char *kind, const char *name)
{
    Str key = str_of(arena_printf(table->request->arena, "%s%s", kind, name));
    if (intern_find(table->seen, key))
        return false;
    intern_str(table->seen, key);
    return true;
}

static void add_typedef(Table *table, CXCursor decl)
{
    Arena *arena = table->request->arena;
    CXType type = clang_getCanonicalType(clang_getTypedefDeclUnderlyingType(decl));
    if (type.kind != CXType_Record)
        return;
    CXCursor record = clang_getTypeDeclaration(type);
    const char *usr = tree_text(arena, clang_getCursorUSR(record));
    if (first(table, "R", usr))
        strbuf_printf(&table->out, "R\t%s\t%s\n", usr,
                      tree_text(arena, clang_getCursorSpelling(decl)));
}

static void add_function(Table *table, CXCursor decl)
{
    Arena *arena = table->request->arena;
    const char *name = tree_text(arena, clang_getCursorSpelling(decl));
    CXFile file;
    unsigned line, col;
    clang_getFileLocation(clang_getCursorLocation(decl), &file, &line, &col, NULL);
    if (file && first(table, "F", name))
        strbuf_printf(&table->out, "F\t%s\t%s\t%u\t%u\n", name,
                      tree_text(arena, clang_getFileName(file)), line, col);
}

static void add_input(void *ctx, const char *path)
{
    Table *table = ctx;
    if (strcmp(path, table->own) != 0 && first(table, "I", path))
        strbuf_printf(&table->out, "I\t%s\n", path);
}

static void add_declarations(Table *table, CXCursor parent)
{
    Cursors kids = tree_children(table->request->arena, parent);
    for (uint32_t i = 0; i < kids.len; i++) {
        CXCursor decl = kids.items[i];
        switch ((int)clang_getCursorKind(decl)) {
        case CXCursor_TypedefDecl:
            add_typedef(table, decl);
            break;
        case CXCursor_FunctionDecl:
            add_function(table, decl);
            break;
        case CXCursor_LinkageSpec:
            add_declarations(table, decl);
            break;
        default:
            break;
        }
    }
}

static bool has_errors(CXTranslationUnit tu)
{
    unsigned count = clang_getNumDiagnostics(tu);
    bool found = false;
    for (unsigned i = 0; i < count; i++) {
        CXDiagnostic message = clang_getDiagnostic(tu, i);
        found = found || clang_getDiagnosticSeverity(message) >= CXDiagnostic_Error;
        clang_disposeDiagnostic(message);
    }
    return found;
}

static bool write_table(const FrontRequest *request, CXTranslationUnit tu,
                        const char *path, Err *err)
{
    Table table = { .request = request,
                    .own = request->command.file,
                    .out = strbuf_in(request->arena),
                    .seen = intern_new() };
    clang_each_input(tu, request, add_input, &table);
    add_declarations(&table, clang_getTranslationUnitCursor(tu));
    intern_free(table.seen);
    return file_write(arena_printf(request->arena, "%s.names", path),
                      strbuf_str(&table.out), err);
}

bool shared_header_make(const FrontRequest *request, bool is_cxx, Str text,
                        const char *path, Err *err)
{
    FrontRequest header = *request;
    Unsaved own = { request->command.file, text };
    PathList more = { 0 };
    vec_push(request->arena, &more, is_cxx ? "-xc++-header" : "-xc-header");
    header.unsaved = &own;
    header.unsaved_count = 1;
    header.command.header = NULL;
    CXIndex index = clang_createIndex(0, 0);
    CXTranslationUnit tu = clang_parse(
        index, &header, &more,
        CXTranslationUnit_ForSerialization | CXTranslationUnit_Incomplete, err);
    bool ok = tu != NULL;
    if (ok && has_errors(tu))
        ok = err_set(err, ERR_UNIT, "%s: does not compile", request->command.file);
    if (ok && clang_saveTranslationUnit(tu, path, CXSaveTranslationUnit_None) !=
                  CXSaveError_None)
        ok = err_set(err, ERR_UNIT, "%s: cannot be written", path);
    ok = ok && write_table(&header, tu, path, err);
    if (tu)
        clang_disposeTranslationUnit(tu);
    clang_disposeIndex(index);
    return ok;
}

/* ---- using ---- */

static const char *copy(SharedHeader *header, Str text)
{
    return arena_strndup(header->arena, text.p, text.n);
}

static void read_record(SharedHeader *header, Str rest)
{
    Str usr, name;
    if (!str_split(&rest, '\t', &usr) || !str_split(&rest, '\t', &name))
        return;
    Sym sym = intern_str(header->texts, usr);
    while (header->records.len <= sym)
        vec_push(header->arena, &header->records, NULL);
    header->records.items[sym] = copy(header, name);
}

static void read_function(SharedHeader *header, Str rest)
{
    Str name, file, line, col;
    int64_t line_number, col_number;
    if (!str_split(&rest, '\t', &name) || !str_split(&rest, '\t', &file) ||
        !str_split(&rest, '\t', &line) || !str_split(&rest, '\t', &col) ||
        !str_int(line, &line_number) || !str_int(col, &col_number))
        return;
    Sym sym = intern_str(header->texts, name);
    while (header->functions.len <= sym)
        vec_push(header->arena, &header->functions, ((Declared){ 0 }));
    header->functions.items[sym] =
        (Declared){ copy(header, file), (unsigned)line_number, (unsigned)col_number };
}

SharedHeader *shared_header_open(Arena *arena, const char *path, Err *err)
{
    Str text, line, kind;
    if (!file_exists(path) ||
        !file_read(arena, arena_printf(arena, "%s.names", path), &text, err))
        return NULL;
    SharedHeader *header = ARENA_NEW(arena, SharedHeader);
    *header = (SharedHeader){ .arena = arena,
                              .path = arena_strdup(arena, path),
                              .texts = intern_new() };
    while (str_split(&text, '\n', &line)) {
        if (!str_split(&line, '\t', &kind))
            continue;
        if (str_is(kind, "I"))
            vec_push(arena, &header->inputs, copy(header, line));
        else if (str_is(kind, "R"))
            read_record(header, line);
        else if (str_is(kind, "F"))
            read_function(header, line);
    }
    return header;
}

void shared_header_close(SharedHeader *header)
{
    if (header)
        intern_free(header->texts);
}

const char *shared_header_path(const SharedHeader *header)
{
    return header->path;
}

const PathList *shared_header_inputs(const SharedHeader *header)
{
    return &header->inputs;
}

const char *shared_header_record(const SharedHeader *header, CXCursor record)
{
    CXString usr = clang_getCursorUSR(record);
    Sym sym = intern_find(header->texts, str_of(clang_getCString(usr)));
    clang_disposeString(usr);
    return sym && sym < header->records.len ? header->records.items[sym] : NULL;
}

CXCursor shared_header_function(const SharedHeader *header, CXTranslationUnit tu,
                                const char *name)
{
    Sym sym = intern_find(header->texts, str_of(name));
    if (!sym || sym >= header->functions.len || !header->functions.items[sym].file)
        return clang_getNullCursor();
    const Declared *at = &header->functions.items[sym];
    CXFile file = clang_getFile(tu, at->file);
    if (!file)
        return clang_getNullCursor();
    CXCursor found =
        clang_getCursor(tu, clang_getLocation(tu, file, at->line, at->col));
    CXString spelling = clang_getCursorSpelling(found);
    bool same = clang_getCursorKind(found) == CXCursor_FunctionDecl &&
                strcmp(clang_getCString(spelling), name) == 0;
    clang_disposeString(spelling);
    return same ? found : clang_getNullCursor();
}
