/*
 * Schedule: when which document is looked at, and what becomes of the results.
 *
 * A document is due some time after its last change. It gets a worker when it has none;
 * only a few work at once, and only so many are kept. A result for an older text is
 * dropped, for the newer one is due anyway. Times are milliseconds of a steady clock.
 */
#ifndef MAPVET_LSP_SCHEDULE_H
#define MAPVET_LSP_SCHEDULE_H

#include "lsp/docs.h"
#include "lsp/rpc.h"

/* What workers are made with; uri and path are filled in for each document. */
typedef struct Schedule {
    Rpc *rpc;
    Docs *docs;
    WorkerSetup setup;
} Schedule;

/* The document will be looked at `wait` ms from now. */
void schedule_doc(Doc *doc, int64_t now, int64_t wait);
/* Starts what is due, ends what has taken too long. */
void schedule_turn(Schedule *schedule, int64_t now);
/* Milliseconds until schedule_turn() has something to do; -1: never. */
int schedule_wait(const Schedule *schedule, int64_t now);
/* Takes what the document's worker has to say. */
void schedule_receive(Schedule *schedule, Doc *doc);
/* Ends all workers and looks at everything again: the project has changed. */
void schedule_restart(Schedule *schedule, int64_t now);
/* Publishes what is known of the document, or that nothing is. */
void schedule_publish(Schedule *schedule, const Doc *doc);

#endif
