/*
 * mapvet cc: the compiler, and the check beside it.
 *
 * Three processes. The compiler runs as if nobody stood before it. The checker analyses
 * the same inputs at the same time and then waits for the word that the compiler was
 * content; only then it prints and stores. The launcher waits for both, and ends as the
 * compiler did. Whatever goes wrong with the checker is a line on standard error.
 */
#include "cli/checkargs.h"
#include "cli/command.h"
#include "cli/launch.h"
#include "drive/project.h"
#include "drive/stored.h"
#include "drive/texts.h"
#include "drive/workers.h"
#include "output/output.h"
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct Launcher {
    Cli *cli;
    const Args *args;
    VEC(char *) words;  /* the compiler's, ending with NULL */
    CommandList inputs; /* empty: nothing to check */
    const char *root;
    WorkOptions work;
    bool may_fail; /* --fail-on was given */
    Severity fail_on;
    Launch launch;
    int word[2]; /* a pipe; a byte in it says that the compiler was content */
    /* in the checker */
    Checker *checker;
    Store *store; /* NULL: nothing is stored */
    int64_t run;
    bool heard, content; /* the pipe was read, and what it said */
    bool found;          /* something at or above fail_on */
} Launcher;

/* ---- what there is to check ---- */

/* A call that compiles nothing: it preprocesses, lists dependencies, answers questions.
 */
static bool is_question(const char *word)
{
    static const char *const whole[] = { "-E",           "-M",          "-MM",
                                         "-###",         "--version",   "--help",
                                         "-dumpversion", "-dumpmachine" };
    for (size_t i = 0; i < ARRAY_LEN(whole); i++)
        if (strcmp(word, whole[i]) == 0)
            return true;
    return str_starts(str_of(word), "-print-") || str_starts(str_of(word), "--print-");
}

/* Sources that configure scripts and CMake write to learn what the compiler can do. */
static bool is_probe(const char *file)
{
    static const char *const folders[] = { "/CMakeFiles/CMakeScratch/",
                                           "/CMakeFiles/CMakeTmp/", "/CompilerIdC/",
                                           "/CompilerIdCXX/" };
    for (size_t i = 0; i < ARRAY_LEN(folders); i++)
        if (strstr(file, folders[i]))
            return true;
    return str_starts(str_of(path_name(file)), "conftest.");
}

/* Leaves `inputs` empty when there is nothing to check. */
static void find_inputs(Launcher *l)
{
    Err err = { 0 };
    Arena *arena = l->cli->arena;
    const WordList *rest = &l->args->rest;
    CommandList all = { 0 };
    for (uint32_t i = 1; i < rest->len; i++)
        if (is_question(rest->items[i]))
            return;
    if (!command_from_words(arena, path_working_folder(arena), rest->items, rest->len,
                            &all, &err))
        return;
    for (uint32_t i = 0; i < all.len; i++)
        if (!is_probe(all.items[i].file))
            vec_push(arena, &l->inputs, all.items[i]);
    if (l->inputs.len)
        l->root = project_root(arena, l->inputs.items[0].file);
}

/* ---- the checker ---- */

static bool is_content(Launcher *l)
{
    char byte;
    while (!l->heard) {
        ssize_t n = read(l->word[0], &byte, 1);
        l->heard = n >= 0 || errno != EINTR;
        l->content = n == 1;
    }
    return l->content;
}

/* In one write, so that calls beside this one do not come in between. */
static void print_report(Launcher *l, const UnitReport *report)
{
    Arena *arena = arena_new();
    StrBuf out = strbuf_in(arena);
    FindingList list = findings_seen_from(arena, &report->findings, l->root,
                                          path_working_folder(arena));
    const Format *format = format_find("gcc");
    FormatCx cx = { .arena = arena };
    for (uint32_t i = 0; i < list.items.len; i++) {
        const Finding *finding = &list.items.items[i];
        if (finding->suppressed)
            continue;
        l->found = l->found || finding->severity >= l->fail_on;
        format->finding(&cx, &out, &list, finding);
    }
    if (report->failure) {
        strbuf_add(&out, report->has_findings ? "mapvet: checked only in part: "
                                              : "mapvet: not checked: ");
        add_printable(&out, str_of(report->failure));
        strbuf_add_char(&out, '\n');
    }
    Str text = strbuf_str(&out);
    if (text.n)
        fwrite(text.p, 1, text.n, stderr);
    arena_free(arena);
}

static bool looks_for(const void *ctx, Str rule, Tier tier)
{
    return checker_looks_for(ctx, rule, tier);
}

static const char *database_of(const Launcher *l)
{
    return project_database(l->cli->arena, l->root, args_text(l->args, OPT_DB),
                            l->cli->database);
}

static bool open_store(Launcher *l, Err *err)
{
    if (args_has(l->args, OPT_NO_DB) || l->store)
        return true;
    RunStart start = { "cc", MAPVET_VERSION, l->root, cli_now() };
    l->store = store_open(database_of(l), err);
    return l->store && store_begin_run(l->store, &start, &l->run, err);
}

static bool save_report(Launcher *l, const UnitReport *report, Err *err)
{
    StoreUnit unit = {
        .path = report->path,
        .failure = report->failure,
        .input_hash = report->input_hash,
        .findings = &report->findings,
        .summaries = &report->summaries,
        .stats = report->stats,
        .ran = looks_for,
        .ctx = l->checker,
    };
    return open_store(l, err) &&
           (!l->store || store_save_unit(l->store, l->run, &unit, err));
}

static bool take_report(void *ctx, uint32_t index, const UnitReport *report, Err *err)
{
    (void)index;
    Launcher *l = ctx;
    if (!is_content(l))
        return err_set(err, ERR_UNIT, "%s: was not compiled", report->path);
    print_report(l, report);
    return save_report(l, report, err);
}

/* The checker's whole life; gives its exit status. What goes wrong before the compiler
 * is known to be content is said only then. */
static int check_beside(Launcher *l, Err *err)
{
    CheckOptions options = checkargs_read(l->cli->arena, l->args);
    options.root = l->root;
    close(l->word[1]);
    l->checker = checker_new(&options, err);
    Stored *stored = stored_new(l->cli->arena, database_of(l));
    if (l->checker && !args_has(l->args, OPT_NO_DB))
        checker_ask(l->checker, stored_outside(stored));
    bool ok =
        l->checker && run_check(l->checker, &l->inputs, &l->work, take_report, l, err);
    if (ok && l->store)
        ok = store_finish_run(l->store, l->run, cli_now(), err);
    store_close(l->store);
    stored_close(stored);
    checker_free(l->checker);
    if (!is_content(l)) {
        *err = (Err){ 0 };
        return EXIT_CLEAN;
    }
    if (l->found && err->code != ERR_NONE) { /* what was found counts all the same */
        cli_warn("%s", err->text);
        *err = (Err){ 0 };
    }
    return l->found ? EXIT_FINDINGS : EXIT_CLEAN;
}

/* ---- the launcher ---- */

static bool read_options(Launcher *l, Err *err)
{
    int64_t timeout = 120;
    const char *fail_on = args_text(l->args, OPT_FAIL_ON);
    if (l->args->operands.len || l->args->rest.len == 0)
        return err_set(err, ERR_USAGE,
                       "cc needs the compiler's call: mapvet cc -- gcc -c x.c");
    if (!args_number(l->args, OPT_TIMEOUT, 1, 86400, &timeout, err))
        return false;
    l->may_fail = fail_on != NULL;
    l->fail_on = SEV_WARNING;
    if (fail_on && !severity_find(str_of(fail_on), &l->fail_on))
        return err_set(err, ERR_USAGE,
                       "--fail-on %.80s: must be error, warning or note", fail_on);
    l->work = (WorkOptions){ .jobs = 1, .timeout = (unsigned)timeout };
    for (uint32_t i = 0; i < l->args->rest.len; i++)
        vec_push(l->cli->arena, &l->words,
                 arena_strdup(l->cli->arena, l->args->rest.items[i]));
    vec_push(l->cli->arena, &l->words, NULL);
    return true;
}

/* The checker's process: -1 when there is none, 0 in the checker itself. */
static pid_t start_checker(Launcher *l)
{
    if (l->inputs.len == 0)
        return -1;
    if (pipe2(l->word, O_CLOEXEC) != 0) {
        cli_warn("%s: not checked: %s", l->inputs.items[0].file, strerror(errno));
        return -1;
    }
    pid_t pid = fork();
    if (pid < 0)
        cli_warn("%s: not checked: %s", l->inputs.items[0].file, strerror(errno));
    if (pid != 0)
        close(l->word[0]);
    if (pid < 0)
        close(l->word[1]);
    return pid;
}

/* Lets the checker speak, or ends it; true when it found something that shall fail. */
static bool hear_checker(Launcher *l, pid_t checker, bool content)
{
    if (checker < 0)
        return false;
    signal(SIGPIPE, SIG_IGN); /* it may have died */
    if (!content || write(l->word[1], "", 1) != 1)
        kill(checker, SIGKILL);
    close(l->word[1]);
    int status = launch_wait(&l->launch, checker);
    if (content && WIFSIGNALED(status) && !l->launch.caught)
        cli_warn("%s: not checked: the checker ended by signal %d (%s)",
                 l->inputs.items[0].file, WTERMSIG(status),
                 strsignal(WTERMSIG(status)));
    return content && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_FINDINGS;
}

static int run_cc(Cli *cli, const Args *args, Err *err)
{
    Launcher l = { .cli = cli, .args = args };
    if (!read_options(&l, err))
        return EXIT_USAGE;
    find_inputs(&l);
    launch_begin(&l.launch);
    pid_t checker = start_checker(&l);
    if (checker == 0) {
        launch_leave(&l.launch);
        return check_beside(&l, err);
    }
    int status = 0, refused = 0;
    pid_t compiler = launch_start(&l.launch, l.words.items, &refused);
    if (compiler >= 0)
        status = launch_wait(&l.launch, compiler);
    bool content = compiler >= 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    bool fails = hear_checker(&l, checker, content) && l.may_fail;
    if (compiler < 0)
        return refused;
    return fails ? EXIT_FINDINGS : launch_end(&l.launch, status);
}

const Subcommand command_cc = {
    .name = "cc",
    .summary = "run the compiler, and the check beside it",
    .synopsis = "[--db FILE | --no-db] [--fail-on SEVERITY] [options] -- CC ARGS...\n",
    .about =
        "The compiler runs as it is; what is found is printed after it, as gcc "
        "prints,\n"
        "and stored. The exit status is the compiler's, unless --fail-on is given and\n"
        "something is found: then it is 1. Calls that compile no C are just run.\n"
        "With CMake: -DCMAKE_C_COMPILER_LAUNCHER='mapvet;cc;--'.",
    .options =
        (const OptionId[]){ OPT_DB, OPT_NO_DB, OPT_FAIL_ON, OPT_ENABLE, OPT_DISABLE,
                            OPT_POSSIBLE, OPT_MODELS, OPT_TIMEOUT, OPT_NONE },
    .run = run_cc,
};
