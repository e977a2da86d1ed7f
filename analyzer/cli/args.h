/*
 * Args: the words of a command line, sorted into options, operands and what follows
 * "--".
 *
 * Options stand in options.def, once for all commands; a command names those it takes.
 * All forms are read: "-p BUILD", "-pBUILD", "--build BUILD", "--build=BUILD". A lone
 * "-" is an operand. Words are borrowed from argv.
 */
#ifndef MAPVET_CLI_ARGS_H
#define MAPVET_CLI_ARGS_H

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

typedef enum {
    OPT_NONE, /* ends a command's list */
#define OPTION(NAME, letter, name, value, help) OPT_##NAME,
#include "cli/options.def"
#undef OPTION
    OPT_COUNT
} OptionId;

typedef VEC(const char *) WordList;

typedef struct Args {
    WordList values[OPT_COUNT]; /* in the order given; "" for a switch */
    WordList operands;
    WordList rest; /* what follows "--" */
    bool has_rest; /* there was a "--" */
} Args;

/* Sorts `words`. `allowed` ends with OPT_NONE; --help is always allowed. An unknown
 * option, a missing or a superfluous value is ERR_USAGE with the nearest known name. */
bool args_parse(Arena *arena, const OptionId *allowed, int count, char **words,
                Args *out, Err *err);

bool args_has(const Args *args, OptionId id);
/* The value given last, or NULL. */
const char *args_text(const Args *args, OptionId id);
/* The value as a number from min to max; `*value` stays when the option is absent. */
bool args_number(const Args *args, OptionId id, int64_t min, int64_t max,
                 int64_t *value, Err *err);

/* One line an option, aligned, for --help. */
void args_help(StrBuf *out, const OptionId *allowed);

#endif
