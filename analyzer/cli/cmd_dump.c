#include "cli/command.h"
#include "cli/units.h"
#include "drive/macros.h"
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

static int dump_run(Cli *cli, const Args *args, Err *err)
{
    if (args->operands.len < 2 || strcmp(args->operands.items[0], "ir") != 0) {
        err_set(err, ERR_USAGE, "what to dump? mapvet dump ir FILE [-- FLAGS]");
        return EXIT_USAGE;
    }
    Args files = *args;
    files.operands.items++;
    files.operands.len--;
    UnitChoice choice = { 0 };
    bool ok = units_choose(cli->arena, &files, &choice, err);
    for (uint32_t i = 0; ok && i < choice.commands.len; i++)
        ok = dump_unit(cli, &choice, choice.commands.items[i], err);
    return EXIT_CLEAN;
}

static const OptionId dump_options[] = { OPT_BUILD, OPT_NONE };

const Subcommand command_dump = {
    .name = "dump",
    .summary = "print what a source file becomes inside mapvet",
    .synopsis = "ir [-p BUILD] FILE... [-- FLAGS]",
    .about = "ir   the events of every function; the grammar stands in "
             "analyzer/ir/text.h",
    .options = dump_options,
    .run = dump_run,
};
