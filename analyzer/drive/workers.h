/*
 * Workers: many units at once, each in a process that may die of it.
 *
 * Worker processes are forked from the calling one, so they share the models. A worker
 * gets the number of a unit, analyses it, writes its report and waits for the next. One
 * that crashes or takes too long loses its unit and is replaced; the run goes on. The
 * caller must have no other threads.
 */
#ifndef MAPVET_DRIVE_WORKERS_H
#define MAPVET_DRIVE_WORKERS_H

#include "drive/run.h"
#include "drive/wire.h"

typedef struct WorkOptions {
    unsigned jobs;    /* processes, at least 1 */
    unsigned timeout; /* seconds a unit */
    const Unsaved *unsaved;
    unsigned unsaved_count;
    const char *temporary; /* folder for shared headers; NULL: parse every unit alone */
    /* Called with the taker's context at least every second; NULL: never. */
    void (*tick)(void *ctx);
} WorkOptions;

/* Takes one report; it lives until the call returns. `index` counts the commands;
 * reports come as units get ready. False (with the error set) ends the run. */
typedef bool ReportTaker(void *ctx, uint32_t index, const UnitReport *report, Err *err);

/* Checks all units and hands over a report on each, with verified fixes only. False
 * when the taker ended the run or no process can be started. */
bool run_check(Checker *checker, const CommandList *commands,
               const WorkOptions *options, ReportTaker *take, void *ctx, Err *err);

#endif
