/*
 * compile_commands.json, compile_flags.txt and plain flags, to Commands.
 *
 * A compile command is data from outside: plugins, output files and
 * everything that makes the compiler write or load something is dropped. Response files
 * are read.
 */
#ifndef MAPVET_FRONT_COMPDB_H
#define MAPVET_FRONT_COMPDB_H

#include "front/front.h"

typedef VEC(Command) CommandList;

/* Finds compile_commands.json in `folder`, its build folders (build, build-*, _build,
 * out, builddir) and its parents; NULL when there is none. */
const char *compdb_find(Arena *arena, const char *folder);

/* All C and C++ commands of a compile_commands.json, one per (file, first command), in
 * file order. Entries without "file", with a wrong type and so on are errors that name
 * the path and the entry. */
bool compdb_read(Arena *arena, const char *path, CommandList *out, Err *err);

/* The command for one file: that of the database at `path` (may be NULL), else that of
 * a header's sibling, else compile_flags.txt above it, else plain defaults. Never
 * fails. */
Command compdb_command(Arena *arena, const CommandList *list, const char *file);

/* Makes a command safe from the words after "--" or of a compiler call
 * (`words[0]` may be the compiler). `file` NULL: the first input of the words is taken.
 * Several inputs: `out` gets one each. */
bool command_from_words(Arena *arena, const char *directory, const char *const *words,
                        unsigned count, CommandList *out, Err *err);

#endif
