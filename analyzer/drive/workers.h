/*
 * Workers: the units of a run, read by many processes and checked as one program.
 *
 * Worker processes lower units; one that crashes or takes too long loses its unit
 * (pool.h). What they send is linked and checked by another process (link.h). The
 * caller must have no other threads.
 */
#ifndef MAPVET_DRIVE_WORKERS_H
#define MAPVET_DRIVE_WORKERS_H

#include "drive/run.h"
#include "drive/wire.h"

typedef struct Store Store; /* store/store.h */

/* How far a run is. */
typedef struct Progress {
    bool linked;          /* units are read; now functions are run */
    uint32_t done, total; /* units, then functions */
} Progress;

typedef struct WorkOptions {
    unsigned jobs;    /* processes, at least 1 */
    unsigned timeout; /* seconds a unit, and a function */
    bool whole;       /* the commands are all that the project has */
    const Unsaved *unsaved;
    unsigned unsaved_count;
    Store *store;    /* what earlier runs read and found; NULL: nothing. It is read, and
                        what this run learns is added */
    int64_t started; /* nanoseconds since 1970 */
    const char *temporary; /* folder for shared headers; NULL: parse every unit alone */
    /* Called with the taker's context at least every second; NULL: never. */
    void (*tick)(void *ctx, const Progress *progress);
} WorkOptions;

/* Lowers all units in processes of their own. `units` has room for each command; what
 * is read lives in the arena. False when no process can be started. */
bool run_read(Checker *checker, const CommandList *commands, const WorkOptions *options,
              Arena *arena, LoweredUnit *units, Err *err);

/* Takes one report; it lives until the call returns. `index` counts the commands;
 * reports come as units get ready. False (with the error set) ends the run. */
typedef bool ReportTaker(void *ctx, uint32_t index, const UnitReport *report, Err *err);

/* Checks all units and hands over a report on each, with verified fixes only. What is
 * found does not depend on the number of processes or the order of the commands. False
 * when the taker ended the run or no process can be started. */
bool run_check(Checker *checker, const CommandList *commands,
               const WorkOptions *options, ReportTaker *take, void *ctx, Err *err);

#endif
