/*
 * Link: all units of a run as one program, in a process of its own.
 *
 * The process holds the program, runs it, verifies the fixes (in processes forked from
 * it) and sends a report of each unit. If it dies while it runs a function, the unit of
 * that function is left out and reported as failed, and another process begins anew.
 */
#ifndef MAPVET_DRIVE_LINK_H
#define MAPVET_DRIVE_LINK_H

#include "drive/workers.h"

typedef struct Link {
    Checker *checker;
    const CommandList *commands;
    const WorkOptions *options;
    const LoweredUnit *units; /* by command; those without a blob are left alone */
    bool keeps_runs;          /* reports bring memos */
    ReportTaker *take;
    void *ctx;
} Link;

/* Hands over a report on each unit that has a blob. False when the taker ended the run
 * or no process can be started. */
bool link_run(const Link *link, Err *err);

#endif
