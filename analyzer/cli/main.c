/*
 * mapvet: finds the command, parses its words, runs it, and turns an error into one
 * line and an exit status.
 */
#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const Subcommand *command_find(const char *name)
{
    for (unsigned i = 0; command_table[i]; i++)
        if (strcmp(command_table[i]->name, name) == 0)
            return command_table[i];
    return NULL;
}

static bool fail_unknown(const char *name, Err *err)
{
    const Subcommand *best = NULL;
    unsigned distance = 0;
    for (unsigned i = 0; command_table[i]; i++)
        if (str_nearer(str_of(name), str_of(command_table[i]->name), &distance))
            best = command_table[i];
    if (!best)
        return err_set(err, ERR_USAGE, "unknown command '%.80s'; see mapvet --help",
                       name);
    return err_set(err, ERR_USAGE, "unknown command '%.80s'; did you mean '%s'?", name,
                   best->name);
}

static void print_overview(StrBuf *out)
{
    strbuf_add(out, "mapvet finds the misuse of hash maps in C and C++ source code.\n\n"
                    "usage: mapvet COMMAND [options] [operands]\n\n");
    for (unsigned i = 0; command_table[i]; i++)
        strbuf_printf(out, "  %-10s %s\n", command_table[i]->name,
                      command_table[i]->summary);
    strbuf_add(out,
               "  help       say how a command is used\n"
               "\nExit status: 0 clean, 1 findings at or above --fail-on, 2 usage, "
               "configuration or\ndatabase, 3 some unit could not be analysed.\n");
}

static void print_help(StrBuf *out, const Subcommand *command)
{
    Str rest = str_of(command->synopsis), line;
    const char *lead = "usage:";
    do {
        if (!str_split(&rest, '\n', &line))
            line = (Str){ "", 0 };
        strbuf_printf(out, "%s mapvet %s%s%.*s\n", lead, command->name,
                      line.n ? " " : "", (int)line.n, line.p);
        lead = "      ";
    } while (rest.n);
    strbuf_printf(out, "\n%s\n", command->summary);
    if (command->about[0])
        strbuf_printf(out, "\n%s\n", command->about);
    strbuf_add(out, "\noptions:\n");
    args_help(out, command->options);
}

/* `mapvet help`, `mapvet help COMMAND`, `mapvet --help`. */
static int run_help(Cli *cli, int count, char **words, Err *err)
{
    StrBuf out = strbuf_in(cli->arena);
    if (count == 0) {
        print_overview(&out);
    } else {
        const Subcommand *command = command_find(words[0]);
        if (!command)
            return fail_unknown(words[0], err);
        print_help(&out, command);
    }
    cli_print(strbuf_str(&out), err);
    return EXIT_CLEAN;
}

static int run_command(Cli *cli, const Subcommand *command, int count, char **words,
                       Err *err)
{
    Args args;
    if (!args_parse(cli->arena, command->options, count, words, &args, err))
        return EXIT_USAGE;
    if (args_has(&args, OPT_HELP)) {
        StrBuf out = strbuf_in(cli->arena);
        print_help(&out, command);
        cli_print(strbuf_str(&out), err);
        return EXIT_CLEAN;
    }
    return command->run(cli, &args, err);
}

static int run(Cli *cli, int count, char **words, Err *err)
{
    if (count == 0) {
        err_set(err, ERR_USAGE, "no command; see mapvet --help");
        return EXIT_USAGE;
    }
    const char *name = words[0];
    if (strcmp(name, "--version") == 0) {
        cli_print(str_of("mapvet " MAPVET_VERSION "\n"), err);
        return EXIT_CLEAN;
    }
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        return run_help(cli, 0, NULL, err);
    if (strcmp(name, "help") == 0)
        return run_help(cli, count - 1, words + 1, err);
    const Subcommand *command = command_find(name);
    if (!command)
        return fail_unknown(name, err);
    return run_command(cli, command, count - 1, words + 1, err);
}

int main(int argc, char **argv)
{
    const char *no_color = getenv("NO_COLOR");
    const char *database = getenv("MAPVET_DB");
    const char *temporary = getenv("TMPDIR");
    const char *terminal = getenv("TERM");
    bool plain =
        (no_color && no_color[0]) || (terminal && strcmp(terminal, "dumb") == 0);
    Cli cli = {
        .arena = arena_new(),
        .database = database && database[0] ? database : NULL,
        .temporary = temporary && temporary[0] ? temporary : "/tmp",
        .color = isatty(STDOUT_FILENO) && !plain,
        .progress = isatty(STDERR_FILENO),
    };
    Err err = { 0 };
    int status = run(&cli, argc - 1, argv + 1, &err);
    if (err.code != ERR_NONE) {
        cli_warn("%s", err.text);
        status = err_status(&err);
    }
    arena_free(cli.arena);
    return status;
}
