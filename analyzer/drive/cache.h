/*
 * Cache: units that need not be read again, and programs that need not be run again.
 *
 * A unit is as it was when its command, mapvet itself and all files it was read from
 * are: by size and time, or else by content. What was found in it is as it was when all
 * units of the program are. When some are not, the runs of functions that would be told
 * the same are taken from the store (summary/memo.h). A store that fails loses time,
 * nothing else.
 */
#ifndef MAPVET_DRIVE_CACHE_H
#define MAPVET_DRIVE_CACHE_H

#include "drive/workers.h"

typedef struct Cache Cache;

/* NULL when there is no store, or texts stand for files. Lives in the arena. */
Cache *cache_new(Arena *arena, Checker *checker, const WorkOptions *options);
/* The unit as it was read before; false when it has to be read. */
bool cache_find(Cache *cache, const Command *command, Arena *arena, LoweredUnit *out);
/* Keeps a unit that was read now. */
void cache_keep(Cache *cache, const Command *command, const LoweredUnit *unit);

/* What the units of a run are, all together; NULL when one of them is missing. */
const char *cache_link(Cache *cache, const LoweredUnit *units, uint32_t count);
/* The report of a unit in that very program, as it was; false when there is none. */
bool cache_report(Cache *cache, const LoweredUnit *unit, const char *link, Arena *arena,
                  UnitReport *out);
/* Does the store have the same of the unit? */
bool cache_knows(Cache *cache, const UnitReport *report);
/* Keeps a report, after all else about it is stored. `link` may be NULL: it is good for
 * comparison alone. */
void cache_keep_report(Cache *cache, const UnitReport *report, const char *link);

/* What is known of the runs of a unit's functions (summary/memo.h); empty: nothing. It
 * replaces what was kept, if there is any. */
Str cache_memo(Cache *cache, const char *path, Arena *arena);
void cache_keep_memo(Cache *cache, const char *path, Str memo);

#endif
