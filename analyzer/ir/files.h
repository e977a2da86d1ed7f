/*
 * FileTable: the paths that spans mean, by number.
 *
 * A unit read on its own has one of its own; the units of a program share one, so that
 * a span means the same place whichever function it travels to.
 */
#ifndef MAPVET_IR_FILES_H
#define MAPVET_IR_FILES_H

#include "base/intern.h"
#include "base/vec.h"

typedef struct FileTable {
    Arena *arena;   /* owns the table */
    VEC(Sym) paths; /* [0] is unused, as in Unit.files */
    struct filenumbers *numbers;
} FileTable;

FileTable *files_new(Arena *arena);
/* The number of a path, added when it is new; never 0. */
uint32_t files_number(FileTable *files, Sym path);
/* The same, or 0 when it is not there. */
uint32_t files_find(const FileTable *files, Sym path);

#endif
