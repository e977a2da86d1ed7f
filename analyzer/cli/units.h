/*
 * Units: what a command line asks to be checked.
 */
#ifndef MAPVET_CLI_UNITS_H
#define MAPVET_CLI_UNITS_H

#include "cli/args.h"
#include "front/compdb.h"

typedef struct UnitChoice {
    CommandList commands; /* in order, a file once */
    const char *root;     /* the project root */
    bool whole;    /* all units of the compile commands: what is not there is gone */
    bool is_input; /* "-": the text of standard input */
    Unsaved input;
} UnitChoice;

/* Without operands: all of compile_commands.json. A file: its command there, or a plain
 * one. A folder: the units of compile_commands.json below it; without one, every .c
 * file.
 * "-": standard input. Words after "--" are the flags of the files instead. */
bool units_choose(Arena *arena, const Args *args, UnitChoice *out, Err *err);

#endif
