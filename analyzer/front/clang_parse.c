#include "front/clang_parse.h"

#include "base/file.h"
#include "front/clang_header.h"
#include "front/clang_tree.h"

/* All errors are wanted, for the first twenty may hide what is wrong with the rest; and
 * what gcc only warns of must not make a unit of C fail. */
static const char *const lenient[] = {
    "-w",
    "-Qunused-arguments",
    "-ferror-limit=0",
    "-Wno-error=implicit-function-declaration",
    "-Wno-error=implicit-int",
    "-Wno-error=return-mismatch",
    "-Wno-error=int-conversion",
    "-Wno-error=incompatible-pointer-types",
    "-Wno-error=incompatible-function-pointer-types",
};

/* The files that -include names are part of the shared header already. */
static void add_options(const FrontRequest *request, PathList *words)
{
    for (uint32_t i = 0; i < request->command.args.len; i++) {
        const char *word = request->command.args.items[i];
        bool forced = strcmp(word, "-include") == 0 || strcmp(word, "-imacros") == 0;
        if (request->command.header && forced)
            i++;
        else if (!request->command.header || (strncmp(word, "-include", 8) != 0 &&
                                              strncmp(word, "-imacros", 8) != 0))
            vec_push(request->arena, words, word);
    }
}

static PathList parse_words(const FrontRequest *request, const PathList *more)
{
    PathList words = { 0 };
    Arena *arena = request->arena;
    vec_push(arena, &words,
             arena_printf(arena, "-working-directory=%s", request->command.directory));
    for (size_t i = 0; i < ARRAY_LEN(lenient); i++)
        vec_push(arena, &words, lenient[i]);
    add_options(request, &words);
    if (request->command.header) {
        vec_push(arena, &words, "-include-pch");
        vec_push(arena, &words, shared_header_path(request->command.header));
    }
    for (uint32_t i = 0; more && i < more->len; i++)
        vec_push(arena, &words, more->items[i]);
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

CXTranslationUnit clang_parse(CXIndex index, const FrontRequest *request,
                              const PathList *more, unsigned options, Err *err)
{
    const char *file = request->command.file;
    if (!is_unsaved(request) && !file_exists(file)) {
        err_set(err, ERR_UNIT, "%s:1: no such file", path_below(request->root, file));
        return NULL;
    }
    PathList words = parse_words(request, more);
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

bool clang_parse_again(CXTranslationUnit tu, const FrontRequest *request)
{
    return clang_reparseTranslationUnit(tu, request->unsaved_count,
                                        unsaved_files(request), CXReparse_None) == 0;
}

typedef struct Inputs {
    const FrontRequest *request;
    InputTaker *take;
    void *ctx;
} Inputs;

static void take_input(CXFile file, CXSourceLocation *stack, unsigned depth,
                       CXClientData data)
{
    (void)stack, (void)depth;
    const Inputs *inputs = data;
    Arena *arena = inputs->request->arena;
    const char *path = tree_text(arena, clang_File_tryGetRealPathName(file));
    if (!*path)
        path = path_join(arena, inputs->request->command.directory,
                         tree_text(arena, clang_getFileName(file)));
    inputs->take(inputs->ctx, path);
}

void clang_each_input(CXTranslationUnit tu, const FrontRequest *request,
                      InputTaker *take, void *ctx)
{
    Inputs inputs = { request, take, ctx };
    clang_getInclusions(tu, take_input, &inputs);
    for (uint32_t i = 0; request->command.header &&
                         i < shared_header_inputs(request->command.header)->len;
         i++)
        take(ctx, shared_header_inputs(request->command.header)->items[i]);
}
