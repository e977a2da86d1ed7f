#include "check/words.h"
#include "cli/command.h"
#include "cli/units.h"
#include "drive/macros.h"
#include "drive/workers.h"
#include "ir/text.h"

/* What the compiler says against the source, a line each. */
static void warn_of_errors(const Unit *unit, const Lowered *lowered)
{
    for (uint32_t i = 0; i < lowered->diagnostics.len; i++) {
        const Diagnostic *d = &lowered->diagnostics.items[i];
        if (d->is_error)
            cli_warn("%s:%u:%u: %s",
                     sym_text(unit->intern, unit->files.items[d->span.file]),
                     d->span.line, d->span.col, d->text);
    }
}

static bool dump_unit(Cli *cli, const UnitChoice *choice, Command command, Err *err)
{
    Intern *intern = intern_new();
    ModelSet *models = model_new(cli->arena, intern);
    if (!model_read_embedded(models, err)) {
        intern_free(intern);
        return false;
    }
    FrontRequest request = { .arena = cli->arena,
                             .intern = intern,
                             .root = choice->root,
                             .command = command,
                             .unsaved = &choice->input,
                             .unsaved_count = choice->is_input,
                             .macros = macros_of(models, cli->arena) };
    Lowered lowered;
    bool ok = front_clang.lower(&request, &lowered, err);
    if (ok) {
        StrBuf out = strbuf_in(cli->arena);
        text_print(&out, lowered.unit);
        warn_of_errors(lowered.unit, &lowered);
        ok = cli_print(strbuf_str(&out), err);
    }
    intern_free(intern);
    return ok;
}

static bool dump_ir(Cli *cli, const UnitChoice *choice, Err *err)
{
    bool ok = true;
    for (uint32_t i = 0; ok && i < choice->commands.len; i++)
        ok = dump_unit(cli, choice, choice->commands.items[i], err);
    return ok;
}

/* ---- summaries ---- */

static void no_event(void *ctx, Flow *flow, State *state, const MapEvent *event)
{
    (void)ctx, (void)flow, (void)state, (void)event;
}

static void no_begin(void *ctx, FuncId func)
{
    (void)ctx, (void)func;
}

static void no_done(void *ctx, Flow *flow)
{
    (void)ctx, (void)flow;
}

/* Every function of that name, as users see it. */
static bool print_summaries(Cli *cli, const Program *program, const char *name,
                            Err *err)
{
    StrBuf out = strbuf_in(cli->arena);
    for (FuncId f = 0; f < program_func_count(program); f++) {
        Sym sym = program_func(program, f)->name;
        if (str_is(name_shown(program_text(program, sym)), name))
            summary_words(&out, program, f);
    }
    if (out.length == 0)
        return err_set(err, ERR_USAGE, "no function '%.80s' is defined there", name);
    return cli_print(strbuf_str(&out), err);
}

static bool dump_program(Cli *cli, Checker *checker, const UnitChoice *choice,
                         const char *name, Err *err)
{
    Arena *arena = cli->arena;
    Watcher watcher = { .begin = no_begin, .event = no_event, .done = no_done };
    WorkOptions work = { .jobs = 1,
                         .timeout = 120,
                         .temporary = cli->temporary,
                         .unsaved = &choice->input,
                         .unsaved_count = choice->is_input };
    LoweredUnit *units = ARENA_ARRAY(arena, LoweredUnit, choice->commands.len + 1);
    if (!run_read(checker, &choice->commands, &work, arena, units, err))
        return false;
    Program *program = checker_program(checker);
    for (uint32_t i = 0; i < choice->commands.len; i++) {
        Err ignored = { 0 };
        if (units[i].failure || units[i].partial)
            cli_warn("%s", units[i].failure ? units[i].failure : units[i].partial);
        if (units[i].blob.n)
            program_add(program, units[i].blob, i, &ignored);
    }
    Err ignored = { 0 };
    program_link(program, choice->whole, &ignored);
    program_run(program, &watcher);
    bool ok = print_summaries(cli, program, name, err);
    program_free(program);
    return ok;
}

static bool dump_summary(Cli *cli, const UnitChoice *choice, const char *name, Err *err)
{
    CheckOptions options = { .root = choice->root };
    Checker *checker = checker_new(&options, err);
    bool ok = checker && dump_program(cli, checker, choice, name, err);
    checker_free(checker);
    return ok;
}

static int dump_run(Cli *cli, const Args *args, Err *err)
{
    const char *what = args->operands.len > 1 ? args->operands.items[0] : "";
    bool summary = strcmp(what, "summary") == 0;
    if (!summary && strcmp(what, "ir") != 0) {
        err_set(err, ERR_USAGE,
                "what to dump? mapvet dump ir FILE, mapvet dump summary FUNCTION");
        return EXIT_USAGE;
    }
    Args files = *args;
    files.operands.items += 1 + summary;
    files.operands.len -= 1 + summary;
    UnitChoice choice = { 0 };
    if (units_choose(cli->arena, &files, &choice, err) && summary)
        dump_summary(cli, &choice, args->operands.items[1], err);
    else if (err->code == ERR_NONE)
        dump_ir(cli, &choice, err);
    return EXIT_CLEAN;
}

static const OptionId dump_options[] = { OPT_BUILD, OPT_NONE };

const Subcommand command_dump = {
    .name = "dump",
    .summary = "print what a source file becomes inside mapvet",
    .synopsis = "ir [-p BUILD] FILE... [-- FLAGS]\n"
                "summary FUNCTION [-p BUILD] [PATH...] [-- FLAGS]",
    .about =
        "ir        the events of every function; the grammar stands in "
        "analyzer/ir/text.h\n"
        "summary   what a function is believed to do to the maps and objects it is "
        "given, with\n"
        "          the place and the calls behind it; without a PATH all units of\n"
        "          compile_commands.json are read",
    .options = dump_options,
    .run = dump_run,
};
