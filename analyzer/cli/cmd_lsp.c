#include "cli/checkargs.h"
#include "cli/command.h"
#include "lsp/server.h"

#include <unistd.h>

static int run_lsp(Cli *cli, const Args *args, Err *err)
{
    ServerOptions options = {
        .check = checkargs_read(cli->arena, args),
        .database = args_text(args, OPT_DB),
        .environment = cli->database,
    };
    if (args->operands.len || args->has_rest) {
        err_set(err, ERR_USAGE, "lsp takes no operands; the editor names the files");
        return EXIT_USAGE;
    }
    return server_run(&options, STDIN_FILENO, STDOUT_FILENO, err);
}

const Subcommand command_lsp = {
    .name = "lsp",
    .summary = "the language server, on standard input and output",
    .synopsis = "[--db FILE] [--enable RULE] [--disable RULE] [--possible] "
                "[--models FOLDER]\n",
    .about =
        "Your editor starts it. Findings of the last run are shown when a file is\n"
        "opened, and replaced when the text in the editor has been analysed.\n"
        "Exit status: 0 after 'shutdown' and 'exit', 1 when the editor just went,\n"
        "2 when what it sends is not the protocol.",
    .options = (const OptionId[]){ OPT_DB, OPT_ENABLE, OPT_DISABLE, OPT_POSSIBLE,
                                   OPT_MODELS, OPT_NONE },
    .run = run_lsp,
};
