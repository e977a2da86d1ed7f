/*
 * mapvet check: the road from the command line to findings, for a whole project, for
 * files, or for standard input.
 */
#include "cli/apply.h"
#include "cli/checkargs.h"
#include "cli/command.h"
#include "cli/units.h"
#include "drive/project.h"
#include "drive/texts.h"
#include "drive/workers.h"
#include "output/output.h"
#include "store/store.h"

#include <stdio.h>
#include <unistd.h>

typedef struct Check {
    Cli *cli;
    const Args *args;
    UnitChoice units;
    const Format *format;
    Severity fail_on;
    WorkOptions work;
    Checker *checker;
    Store *opened;    /* or NULL */
    Store *store;     /* NULL: nothing is stored */
    const char *lost; /* why not, when it should be; else NULL */
    int64_t run;
    int64_t started, shown; /* seconds, for the progress */
    FindingList findings;   /* of all units */
    uint32_t known;         /* units of which the store has all */
    const char **failures;  /* by unit; NULL: analysed */
    Totals totals;
} Check;

/* ---- reading the command line ---- */

static bool read_format(Check *check, Err *err)
{
    const char *name = args_text(check->args, OPT_FORMAT);
    check->format = format_find(name ? name : "text");
    if (check->format)
        return true;
    StrBuf names = strbuf_in(check->cli->arena);
    for (unsigned i = 0; format_table[i]; i++)
        strbuf_printf(&names, "%s%s", i ? ", " : "", format_table[i]->name);
    return err_set(err, ERR_USAGE, "unknown format '%.80s'; there are %s", name,
                   strbuf_cstr(&names));
}

static bool read_options(Check *check, Err *err)
{
    const Args *args = check->args;
    const char *fail_on = args_text(args, OPT_FAIL_ON);
    long processors = sysconf(_SC_NPROCESSORS_ONLN);
    int64_t jobs = processors > 0 ? processors : 1, timeout = 120;
    check->fail_on = SEV_WARNING;
    if (fail_on && !severity_find(str_of(fail_on), &check->fail_on))
        return err_set(err, ERR_USAGE,
                       "--fail-on %.80s: must be error, warning or note", fail_on);
    if (args_has(args, OPT_FIX) && args_has(args, OPT_FIX_DRY_RUN))
        return err_set(err, ERR_USAGE, "either --fix or --fix-dry-run, not both");
    if (!args_number(args, OPT_JOBS, 1, 1024, &jobs, err) ||
        !args_number(args, OPT_TIMEOUT, 1, 86400, &timeout, err))
        return false;
    check->work.jobs = (unsigned)jobs;
    check->work.timeout = (unsigned)timeout;
    check->work.temporary = args_has(args, OPT_NO_SHARE) ? NULL : check->cli->temporary;
    return read_format(check, err);
}

static bool make_checker(Check *check, Err *err)
{
    CheckOptions options = checkargs_read(check->cli->arena, check->args);
    options.root = check->units.root;
    check->checker = checker_new(&options, err);
    return check->checker != NULL;
}

static bool open_store(Check *check, Err *err)
{
    if (args_has(check->args, OPT_NO_DB) || check->units.is_input)
        return true;
    const char *path =
        project_database(check->cli->arena, check->units.root,
                         args_text(check->args, OPT_DB), check->cli->database);
    check->store = check->opened = store_open(path, err);
    return check->store != NULL;
}

/* ---- running ---- */

/* From the second change of the second on: one to two seconds after the start. */
static void show_progress(void *ctx, const Progress *progress)
{
    Check *check = ctx;
    int64_t now = cli_now();
    if (now - check->started < 2 || now == check->shown)
        return;
    check->shown = now;
    fprintf(stderr, "\r\033[K%u of %u %s", progress->done, progress->total,
            progress->linked ? "functions" : "units");
    fflush(stderr);
}

static bool looks_for(const void *ctx, Str rule, Tier tier)
{
    return checker_looks_for(ctx, rule, tier);
}

/* What is found is worth telling when it cannot be kept: on without the store. */
static void lose_store(Check *check, const Err *err)
{
    check->lost = arena_strdup(check->cli->arena, err->text);
    check->store = NULL; /* closed at the end: the run may still read from it */
}

static void save(Check *check, const UnitReport *report)
{
    Err err = { 0 };
    if (!check->store)
        return;
    if (report->known) {
        check->known++;
        return;
    }
    StoreUnit unit = {
        .path = report->path,
        .failure = report->failure,
        .input_hash = report->input_hash,
        .findings = &report->findings,
        .summaries = &report->summaries,
        .stats = report->stats,
        .ran = looks_for,
        .ctx = check->checker,
    };
    if (!store_save_unit(check->store, check->run, &unit, &err))
        lose_store(check, &err);
}

static bool take_report(void *ctx, uint32_t index, const UnitReport *report, Err *err)
{
    (void)err;
    Check *check = ctx;
    CheckStats *sum = &check->totals.stats;
    check->totals.units++;
    sum->functions += report->stats.functions;
    sum->map_operations += report->stats.map_operations;
    sum->iterations += report->stats.iterations;
    sum->unmodelled += report->stats.unmodelled;
    sum->cut_short += report->stats.cut_short;
    if (report->failure) {
        if (report->has_findings)
            check->totals.in_part++;
        else
            check->totals.failed++;
        check->failures[index] = arena_strdup(check->cli->arena, report->failure);
    }
    for (uint32_t i = 0; i < report->findings.items.len; i++)
        findings_add(&check->findings, &report->findings,
                     &report->findings.items.items[i]);
    save(check, report);
    return true;
}

/* Units of a whole project whose file is no more. */
static bool forget_gone(Check *check, Err *err)
{
    Arena *arena = check->cli->arena;
    PathList known = { 0 };
    if (!check->units.whole)
        return true;
    if (!store_units(check->store, arena, &known, err))
        return false;
    for (uint32_t i = 0; i < known.len; i++)
        if (!file_exists(path_join(arena, check->units.root, known.items[i])) &&
            !store_forget_unit(check->store, check->run, known.items[i], err))
            return false;
    return true;
}

static void finish_run(Check *check)
{
    Err err = { 0 };
    if (check->store &&
        (!store_count_known(check->store, check->run, check->known, &err) ||
         !forget_gone(check, &err) ||
         !store_finish_run(check->store, check->run, cli_now(), &err)))
        lose_store(check, &err);
}

/* Checks all units once. */
static bool run_once(Check *check, Err *err)
{
    Arena *arena = check->cli->arena;
    RunStart start = { "check", MAPVET_VERSION, check->units.root, cli_now() };
    check->started = start.now;
    check->known = 0;
    check->totals = (Totals){ 0 };
    check->work.store = check->store;
    check->work.started = cli_now_ns();
    check->findings = (FindingList){ .arena = arena };
    check->failures = ARENA_ARRAY(arena, const char *, check->units.commands.len + 1);
    if (check->store && !store_begin_run(check->store, &start, &check->run, err))
        return false;
    bool ok = run_check(check->checker, &check->units.commands, &check->work,
                        take_report, check, err);
    if (check->shown)
        fputs("\r\033[K", stderr);
    if (!ok)
        return false;
    finish_run(check);
    findings_merge(&check->findings);
    return true;
}

/* ---- telling ---- */

static bool has_fix(const FindingList *list)
{
    for (uint32_t i = 0; i < list->items.len; i++)
        if (list->items.items[i].fixes.len && !list->items.items[i].suppressed)
            return true;
    return false;
}

/* --fix: mends the files and checks again, so that what is told is what is left. */
static bool fix(Check *check, Err *err)
{
    ApplyCount count;
    if (!args_has(check->args, OPT_FIX) || !has_fix(&check->findings))
        return true;
    if (!fixes_apply(check->cli->arena, check->units.root, &check->findings, &count,
                     err))
        return false;
    cli_warn("%u %s applied in %u %s%s", count.fixes,
             count.fixes == 1 ? "fix" : "fixes", count.files,
             count.files == 1 ? "file" : "files",
             count.left ? "; run again for those that overlap" : "");
    return run_once(check, err);
}

static bool print_diff(Check *check, Err *err)
{
    StrBuf out = strbuf_in(check->cli->arena);
    ApplyCount count;
    return fixes_diff(check->cli->arena, check->units.root, &check->findings, &out,
                      &count, err) &&
           cli_print(strbuf_str(&out), err);
}

/* Counts what is not suppressed; gives the status without failures. */
static int count_findings(Check *check)
{
    int status = EXIT_CLEAN;
    for (uint32_t i = 0; i < check->findings.items.len; i++) {
        const Finding *finding = &check->findings.items.items[i];
        if (finding->suppressed)
            continue;
        check->totals.findings++;
        if (finding->severity >= check->fail_on)
            status = EXIT_FINDINGS;
    }
    return status;
}

static bool print_findings(Check *check, Err *err)
{
    Arena *arena = check->cli->arena;
    bool local = check->format->local;
    const char *folder = local ? path_working_folder(arena) : check->units.root;
    FindingList list =
        findings_seen_from(arena, &check->findings, check->units.root, folder);
    Texts texts = { folder, check->work.unsaved, check->work.unsaved_count, arena };
    FormatCx cx = { .arena = arena,
                    .color = check->cli->color && check->format->for_people,
                    .text_of = texts_read,
                    .text_ctx = &texts };
    StrBuf out = strbuf_in(arena);
    if (check->format->begin)
        check->format->begin(&cx, &out);
    for (uint32_t i = 0; i < list.items.len; i++)
        if (!list.items.items[i].suppressed)
            check->format->finding(&cx, &out, &list, &list.items.items[i]);
    if (check->format->end)
        check->format->end(&cx, &out);
    if (check->format->for_people)
        add_totals(&out, &check->totals);
    return cli_print(strbuf_str(&out), err);
}

static void tell_failures(const Check *check)
{
    for (uint32_t i = 0; i < check->units.commands.len; i++) {
        if (!check->failures[i])
            continue;
        StrBuf line = strbuf_in(check->cli->arena);
        add_printable(&line, str_of(check->failures[i]));
        cli_warn("%s", strbuf_cstr(&line));
    }
}

static int tell(Check *check, Err *err)
{
    bool dry = args_has(check->args, OPT_FIX_DRY_RUN);
    int status = count_findings(check);
    bool ok = dry ? print_diff(check, err) : print_findings(check, err);
    tell_failures(check);
    if (dry || !check->format->for_people) {
        StrBuf totals = strbuf_in(check->cli->arena);
        add_totals(&totals, &check->totals);
        fputs(strbuf_cstr(&totals), stderr);
    }
    if (check->lost)
        cli_warn("%s; nothing more was stored", check->lost);
    if (!ok || check->lost)
        return EXIT_USAGE;
    return check->totals.failed || check->totals.in_part ? EXIT_UNIT : status;
}

static int check_run(Cli *cli, const Args *args, Err *err)
{
    Check check = { .cli = cli, .args = args };
    int status = EXIT_USAGE;
    if (!read_options(&check, err) ||
        !units_choose(cli->arena, args, &check.units, err))
        return status;
    if (check.units.is_input && args_has(args, OPT_FIX)) {
        err_set(err, ERR_USAGE, "--fix needs files, not standard input");
        return status;
    }
    check.work.tick = cli->progress ? show_progress : NULL;
    check.work.whole = check.units.whole;
    check.work.unsaved = &check.units.input;
    check.work.unsaved_count = check.units.is_input;
    if (make_checker(&check, err) && open_store(&check, err) && run_once(&check, err) &&
        fix(&check, err))
        status = tell(&check, err);
    store_close(check.opened);
    checker_free(check.checker);
    return status;
}

static const OptionId check_options[] = {
    OPT_BUILD,    OPT_JOBS,        OPT_DB,      OPT_NO_DB,    OPT_FORMAT,
    OPT_FIX,      OPT_FIX_DRY_RUN, OPT_FAIL_ON, OPT_ENABLE,   OPT_DISABLE,
    OPT_POSSIBLE, OPT_MODELS,      OPT_TIMEOUT, OPT_NO_SHARE, OPT_NONE,
};

const Subcommand command_check = {
    .name = "check",
    .summary = "look for the misuse of hash maps",
    .synopsis = "[-p BUILD] [options]\n"
                "[-p BUILD] [options] PATH... [-- FLAGS...]\n"
                "[options] - [-- FLAGS...]",
    .about =
        "Without a PATH all units of compile_commands.json are checked; it is looked "
        "for in the\nworking folder, its build folders and the folders above. A "
        "folder stands for the units\nbelow it, - for standard input. FLAGS are "
        "compiler options for the files named.",
    .options = check_options,
    .run = check_run,
};
