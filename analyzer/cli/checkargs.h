/* The options of a command line that say which rules and models are used. */
#ifndef MAPVET_CLI_CHECKARGS_H
#define MAPVET_CLI_CHECKARGS_H

#include "cli/args.h"
#include "drive/run.h"

/* --models, --enable, --disable and --possible, as they were given; the root is left
 * NULL. */
CheckOptions checkargs_read(Arena *arena, const Args *args);

#endif
