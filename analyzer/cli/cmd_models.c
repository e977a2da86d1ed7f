#include "base/intern.h"
#include "cli/command.h"
#include "model/model.h"

/* One row: "glib  g_hash_table_insert  write". */
static void add_row(StrBuf *out, const Intern *intern, const FnModel *fn)
{
    strbuf_printf(out, "%-14s %-36s %s\n",
                  fn->law ? sym_text(intern, fn->law->library) : "-",
                  sym_text(intern, fn->name), verb_word((Verb)fn->verb));
}

static bool read_models(ModelSet *set, const Args *args, Err *err)
{
    const char *folder = args_text(args, OPT_MODELS);
    return model_read_embedded(set, err) &&
           (!folder || model_read_folder(set, folder, err));
}

static int models_run(Cli *cli, const Args *args, Err *err)
{
    Intern *intern = intern_new();
    ModelSet *set = model_new(cli->arena, intern);
    StrBuf out = strbuf_in(cli->arena);
    if (args->operands.len) {
        err_set(err, ERR_USAGE, "models takes no operand");
    } else if (read_models(set, args, err)) {
        for (unsigned i = 0; i < model_count(set); i++)
            add_row(&out, intern, model_at(set, i));
        cli_print(strbuf_str(&out), err);
    }
    intern_free(intern);
    return EXIT_CLEAN;
}

static const OptionId models_options[] = { OPT_MODELS, OPT_NONE };

const Subcommand command_models = {
    .name = "models",
    .summary = "list the functions of map libraries that are known",
    .synopsis = "[--models FOLDER]",
    .about =
        "Each line gives the library, the function or macro and what it does to a "
        "map.\nWith --models the files there are read, too, and their faults told.",
    .options = models_options,
    .run = models_run,
};
