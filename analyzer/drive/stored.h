/*
 * Stored: what earlier runs believe of the functions of other units.
 *
 * The outside (summary/program.h) of a unit that is looked at on its own, by the
 * compiler launcher or an editor. It reads the database when it is first asked, in
 * whatever process that happens: a connection must not go through a fork.
 */
#ifndef MAPVET_DRIVE_STORED_H
#define MAPVET_DRIVE_STORED_H

#include "base/arena.h"

typedef struct Outside Outside; /* summary/program.h */
typedef struct Stored Stored;

/* `database` need not exist; then nothing is known. Lives in the arena. */
Stored *stored_new(Arena *arena, const char *database);
/* Good for as long as the Stored. */
const Outside *stored_outside(const Stored *stored);
void stored_close(Stored *stored); /* NULL is fine */

#endif
