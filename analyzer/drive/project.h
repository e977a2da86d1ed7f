/*
 * Project: where the root is, where the database is, how a file is compiled.
 *
 * The root is the nearest parent of the source that has .mapvet.yaml, .mapvet/ or .git;
 * without one, the folder of the source. The database is --db, else MAPVET_DB, else
 * .mapvet/findings.db in the root. check, cc and lsp agree by asking here.
 */
#ifndef MAPVET_DRIVE_PROJECT_H
#define MAPVET_DRIVE_PROJECT_H

#include "base/err.h"
#include "base/file.h"

/* `source` may be a file or a folder; the result is absolute and in the arena. */
const char *project_root(Arena *arena, const char *source);
/* `option` is --db or NULL; `environment` is the value of MAPVET_DB or NULL. */
const char *project_database(Arena *arena, const char *root, const char *option,
                             const char *environment);

#endif
