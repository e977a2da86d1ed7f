/*
 * lint_test PATH...: every case below the paths is checked and held to what it says.
 *
 * A case is a source file, or a block of code on a rule's page: under "## Bad" it must
 * have its findings, under "## Good" it must be clean. A page's blocks stand for files
 * in the rule's folder of cases, so `lint_test testdata/nil_map_write` runs them too.
 * What else lies under testdata/ and is no case is named in `not_cases`.
 */
#include "base/file.h"
#include "check/rule.h"
#include "drive/run.h"
#include "test/case_units.h"
#include "test/want.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static const char *const not_cases[] = { "include", "ir", "lsp", "output", "real" };

typedef struct Run {
    Arena *arena;     /* the whole run */
    const char *root; /* the folder that holds testdata/ */
    const char *front;
    Checker *checker; /* with the shipped models */
    unsigned cases, failed;
    unsigned found, missed, noise;
} Run;

/* One case: its text, and where it stands or would stand. */
typedef struct Source {
    const char *path; /* absolute */
    Str text;
    bool on_page;
    bool must_find, must_be_clean; /* a page says which of the two */
} Source;

static void tell(const Run *run, const char *path, const char *what)
{
    printf("%s: %s\n", path_below(run->root, path), what);
}

/* ---- one case ---- */

static SaidList said_of(Arena *arena, const char *path, const FindingList *findings)
{
    SaidList list = { 0 };
    for (uint32_t i = 0; i < findings->items.len; i++) {
        const Finding *finding = &findings->items.items[i];
        const char *file = findings->files.items[finding->span.file];
        if (finding->suppressed)
            continue;
        Said said = { .path = strcmp(file, path) == 0 ? NULL : file,
                      .line = finding->span.line,
                      .rule = finding->rule,
                      .message = finding->message,
                      .advice = finding->advice ? finding->advice : "" };
        vec_push(arena, &list, said);
    }
    return list;
}

/* The checker for a case: the common one, or, with models of its own, a new one. */
static Checker *checker_for(Run *run, Arena *arena, const Source *source,
                            const Case *wanted, Err *err)
{
    if (wanted->models == NULL)
        return run->checker;
    CheckOptions options = { .root = run->root };
    vec_push(arena, &options.enable, "all");
    vec_push(arena, &options.models,
             path_join(arena, path_parent(arena, source->path), wanted->models));
    return checker_new(&options, err);
}

static bool is_cxx(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && strcmp(dot, ".cpp") == 0;
}

/* As testdata/compile_flags.txt says it to editors. */
static Command case_command(const Run *run, Arena *arena, const char *path)
{
    Command command = { .file = path, .directory = path_parent(arena, path) };
    const char *flags[] = {
        is_cxx(path) ? "-xc++" : "-xc",
        is_cxx(path) ? "-std=gnu++17" : "-std=gnu11",
        arena_printf(arena, "-I%s/testdata/include", run->root),
        arena_printf(arena, "-I%s/runtime-map/include", run->root),
        /* Headers that ./dev unpacks rather than installs. */
        arena_printf(arena, "-isystem%s/build-peers/usr/include", run->root),
    };
    for (size_t i = 0; i < ARRAY_LEN(flags); i++)
        vec_push(arena, &command.args, flags[i]);
    return command;
}

static bool check_source(const Run *run, Checker *checker, Arena *arena,
                         const Source *source, const Case *wanted, UnitResult *result,
                         Err *err)
{
    Command command = case_command(run, arena, source->path);
    for (uint32_t i = 0; i < wanted->flags.len; i++)
        vec_push(arena, &command.args, wanted->flags.items[i]);
    Unsaved unsaved = { .path = source->path, .text = source->text };
    CaseUnits units = case_units(arena, source->path, source->text);
    if (units.len)
        return case_units_check(checker, &command, &units,
                                path_below(run->root, source->path), arena, result,
                                err);
    return checker_unit(checker, &command, &unsaved, source->on_page ? 1 : 0, arena,
                        result, err);
}

static void judge_page(Arena *arena, const Source *source, const Case *wanted,
                       Complaints *complaints)
{
    unsigned stated = case_count(wanted, WANT_FOUND) + case_count(wanted, WANT_MISSED);
    if (source->must_find && stated == 0)
        vec_push(arena, complaints, "a block under '## Bad' states no finding");
    if (source->must_be_clean && wanted->wants.len > 0)
        vec_push(arena, complaints, "a block under '## Good' states a finding");
}

/* Holds what was found to what is wanted; true when all is well. */
static bool judge(Run *run, Arena *arena, const Source *source, Case *wanted,
                  const UnitResult *result)
{
    const char *shown = path_below(run->root, source->path);
    Complaints complaints = { 0 };
    for (uint32_t i = 0; i < result->diagnostics.len; i++)
        if (result->diagnostics.items[i].is_error)
            vec_push(arena, &complaints,
                     arena_printf(arena, "%s:%u: does not compile: %s", shown,
                                  result->diagnostics.items[i].span.line,
                                  result->diagnostics.items[i].text));
    SaidList said = said_of(arena, shown, &result->findings);
    case_judge(arena, shown, wanted, &said, &complaints);
    judge_page(arena, source, wanted, &complaints);
    for (uint32_t i = 0; i < complaints.len; i++)
        puts(complaints.items[i]);
    run->found += case_count(wanted, WANT_FOUND);
    run->missed += case_count(wanted, WANT_MISSED);
    run->noise += case_count(wanted, WANT_NOISE);
    return complaints.len == 0;
}

static bool run_source(Run *run, Arena *arena, const Source *source)
{
    Case wanted;
    Err err = { 0 };
    UnitResult result = { 0 };
    if (!case_read(arena, path_below(run->root, source->path), source->text, &wanted,
                   &err)) {
        puts(err.text);
        return false;
    }
    if (wanted.front != NULL && strcmp(wanted.front, run->front) != 0)
        return true;
    /* The findings borrow from the checker: it goes after they are judged. */
    Checker *checker = checker_for(run, arena, source, &wanted, &err);
    bool ok = checker != NULL &&
              check_source(run, checker, arena, source, &wanted, &result, &err);
    if (ok)
        ok = judge(run, arena, source, &wanted, &result);
    else
        tell(run, source->path, err.text);
    if (checker != run->checker)
        checker_free(checker);
    return ok;
}

static void run_case(Run *run, const Source *source)
{
    Arena *arena = arena_new();
    run->cases++;
    if (!run_source(run, arena, source)) {
        run->failed++;
        tell(run, source->path, "FAILED");
    }
    arena_free(arena);
}

/* ---- files ---- */

static void run_file(Run *run, const char *path)
{
    Source source = { .path = path };
    Err err = { 0 };
    if (file_read(run->arena, path, &source.text, &err)) {
        run_case(run, &source);
        return;
    }
    run->failed++;
    puts(err.text);
}

static int is_subfolder(const struct dirent *entry)
{
    for (size_t i = 0; i < ARRAY_LEN(not_cases); i++)
        if (strcmp(entry->d_name, not_cases[i]) == 0)
            return 0;
    return entry->d_name[0] != '.' && entry->d_type == DT_DIR;
}

static bool run_files(Run *run, const char *path, const char *ending)
{
    PathList files = { 0 };
    Err err = { 0 };
    if (!folder_list(run->arena, path, ending, &files, &err)) {
        run->failed++;
        puts(err.text);
        return false;
    }
    for (uint32_t i = 0; i < files.len; i++)
        run_file(run, files.items[i]);
    return true;
}

static void run_folder(Run *run, const char *path)
{
    if (!run_files(run, path, ".c") || !run_files(run, path, ".cpp"))
        return;
    struct dirent **entries;
    int count = scandir(path, &entries, is_subfolder, alphasort);
    for (int i = 0; i < count; i++) {
        run_folder(run, path_join(run->arena, path, entries[i]->d_name));
        free(entries[i]);
    }
    if (count >= 0)
        free(entries);
}

/* ---- pages ---- */

/* Where the n-th block of the kind would stand as a case. */
static const char *page_path(const Run *run, const char *rule, const char *kind,
                             unsigned n)
{
    char *folder = arena_strdup(run->arena, rule);
    for (char *p = folder; *p; p++)
        if (*p == '-')
            *p = '_';
    return arena_printf(run->arena, "%s/testdata/%s/page_%s_%u.c", run->root, folder,
                        kind, n);
}

static bool is_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return strncmp(path, folder, n) == 0 && (path[n] == '/' || path[n] == '\0');
}

/* Cuts the block that the lines of `*page` begin with, up to its closing fence. */
static Str take_block(Str *page)
{
    Str block = { page->p, 0 };
    Str line;
    while (str_split(page, '\n', &line) && !str_is(line, "```"))
        block.n = (size_t)(line.p + line.n + 1 - block.p);
    return block;
}

static void run_page(Run *run, const char *rule, Str page, const char *below)
{
    const char *kind = NULL;
    unsigned n = 0;
    Str line;
    while (str_split(&page, '\n', &line)) {
        if (str_starts(line, "## ")) {
            kind = str_is(line, "## Bad")    ? "bad"
                   : str_is(line, "## Good") ? "good"
                                             : NULL;
            n = 0;
        }
        if (kind == NULL || !str_is(line, "```c"))
            continue;
        Source source = { .path = page_path(run, rule, kind, ++n),
                          .text = take_block(&page),
                          .on_page = true,
                          .must_find = strcmp(kind, "bad") == 0,
                          .must_be_clean = strcmp(kind, "good") == 0 };
        if (is_below(source.path, below))
            run_case(run, &source);
    }
}

/* ---- the run ---- */

/* The folder above the last "testdata" of a path, or NULL. */
static const char *root_of(Arena *arena, const char *path)
{
    const char *root = NULL;
    for (const char *p = strstr(path, "/testdata"); p; p = strstr(p + 1, "/testdata"))
        if (p[9] == '/' || p[9] == '\0')
            root = arena_strndup(arena, path, (size_t)(p - path));
    return root;
}

static void run_path(Run *run, const char *path)
{
    if (!folder_exists(path)) {
        run_file(run, path);
        return;
    }
    run_folder(run, path);
    for (unsigned i = 0; i < rule_count(); i++)
        run_page(run, rule_table[i]->id, str_of(rule_pages[i]), path);
}

static bool run_paths(Run *run, char **paths)
{
    for (; *paths != NULL; paths++) {
        const char *path = path_real(run->arena, *paths);
        Err err = { 0 };
        run->root = root_of(run->arena, path);
        if (run->root == NULL) {
            fprintf(stderr, "lint_test: %s: not below a folder called testdata\n",
                    *paths);
            return false;
        }
        CheckOptions options = { .root = run->root };
        vec_push(run->arena, &options.enable, "all");
        run->checker = checker_new(&options, &err);
        if (run->checker == NULL) {
            fprintf(stderr, "lint_test: %s\n", err.text);
            return false;
        }
        run_path(run, path);
        checker_free(run->checker);
    }
    return true;
}

int main(int argc, char **argv)
{
    if (argc < 2) {
        fputs("usage: lint_test PATH...\n", stderr);
        return 2;
    }
    Run run = { .arena = arena_new(), .front = front_clang.name };
    bool ran = run_paths(&run, argv + 1);
    printf("%u cases, %u findings stated; debt: %u known misses, %u known noises; "
           "%u failed\n",
           run.cases, run.found, run.missed, run.noise, run.failed);
    arena_free(run.arena);
    return ran && run.cases > 0 && run.failed == 0 ? 0 : 1;
}
