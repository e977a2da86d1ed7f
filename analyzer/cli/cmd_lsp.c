#include "base/file.h"
#include "cli/checkargs.h"
#include "cli/command.h"
#include "lsp/server.h"

#include <unistd.h>

/* A wrong rule or model is said at once, and not first when a file is opened. */
static bool try_options(Arena *arena, CheckOptions options, Err *err)
{
    options.root = path_working_folder(arena);
    Checker *checker = checker_new(&options, err);
    checker_free(checker);
    return checker != NULL;
}

static int run_lsp(Cli *cli, const Args *args, Err *err)
{
    int64_t timeout = 120;
    ServerOptions options = {
        .check = checkargs_read(cli->arena, args),
        .database = args_text(args, OPT_DB),
        .environment = cli->database,
    };
    if (args->operands.len || args->has_rest) {
        err_set(err, ERR_USAGE, "lsp takes no operands; the editor names the files");
        return EXIT_USAGE;
    }
    if (!args_number(args, OPT_TIMEOUT, 1, 86400, &timeout, err) ||
        !try_options(cli->arena, options.check, err))
        return EXIT_USAGE;
    options.timeout = (unsigned)timeout;
    return server_run(&options, STDIN_FILENO, STDOUT_FILENO, err);
}

const Subcommand command_lsp = {
    .name = "lsp",
    .summary = "the language server, on standard input and output",
    .synopsis = "[--db FILE] [--enable RULE] [--disable RULE] [--possible] "
                "[--models FOLDER] [--timeout SECONDS]\n",
    .about =
        "Your editor starts it. Findings of the last run are shown when a file is\n"
        "opened, and replaced when the text in the editor has been analysed.\n"
        "Exit status: 0 after 'shutdown' and 'exit', 1 when the editor just went,\n"
        "2 when what it sends is not the protocol.",
    .options = (const OptionId[]){ OPT_DB, OPT_ENABLE, OPT_DISABLE, OPT_POSSIBLE,
                                   OPT_MODELS, OPT_TIMEOUT, OPT_NONE },
    .run = run_lsp,
};
