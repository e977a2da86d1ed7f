/*
 * Subcommand: one verb of the command line, in a file cmd_<name>.c of its own.
 *
 * The file exports `const Subcommand command_<name>`; the build finds it by its name.
 * main.c parses the words, answers --help and turns an error into a line and a status.
 */
#ifndef MAPVET_CLI_COMMAND_H
#define MAPVET_CLI_COMMAND_H

#include "cli/args.h"

/* What the process knows of the world outside; no other floor asks for it. */
typedef struct Cli {
    Arena *arena;          /* lives as long as the process */
    const char *database;  /* MAPVET_DB, or NULL */
    const char *temporary; /* TMPDIR, or where temporary files usually are */
    bool color;            /* standard output is a terminal and NO_COLOR is not set */
    bool progress;         /* standard error is a terminal */
} Cli;

/* Exit statuses. Those of errors stand in base/errors.def. */
enum { EXIT_CLEAN = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_UNIT = 3 };

typedef struct Subcommand {
    const char *name;
    const char *summary;     /* one line, no full stop */
    const char *synopsis;    /* what may follow the name; lines end with "\n" */
    const char *about;       /* paragraphs for --help, may be "" */
    const OptionId *options; /* ends with OPT_NONE */
    /* Gives the exit status; when it sets `err`, main prints that and exits as the
     * error says. */
    int (*run)(Cli *cli, const Args *args, Err *err);
} Subcommand;

/* Every command, by file name; ends with NULL. Made by tools/embed.c. */
extern const Subcommand *const command_table[];

/* Writes to standard output; a failure (a full disk, a closed pipe) is an error. */
bool cli_print(Str text, Err *err);
/* One line on standard error: "mapvet: ...". */
void cli_warn(const char *fmt, ...) PRINTF_LIKE(1, 2);
/* Seconds since 1970. */
int64_t cli_now(void);
/* The same in nanoseconds. */
int64_t cli_now_ns(void);

#endif
