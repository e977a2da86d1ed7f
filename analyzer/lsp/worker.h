/*
 * Worker: a process that looks at one document, over and over.
 *
 * libclang can crash or take long, and the server must do neither. So each document is
 * analysed in a forked child that keeps what libclang knows of it; texts go in and
 * results come out over a socket. The server gives a worker a text only when it is
 * idle, so a write never waits for a parse.
 */
#ifndef MAPVET_LSP_WORKER_H
#define MAPVET_LSP_WORKER_H

#include "drive/run.h"
#include "lsp/buffer.h"

#include <jansson.h>

/* What a worker needs to know; borrowed by worker_start(), which forks. */
typedef struct WorkerSetup {
    const CheckOptions *options; /* without the root, which follows from the path */
    const char *database;        /* --db, or NULL */
    const char *environment;     /* MAPVET_DB, or NULL */
    unsigned timeout;            /* seconds an analysis may take */
    Encoding encoding;
    const char *uri;
    const char *path; /* absolute */
} WorkerSetup;

typedef struct Worker Worker;

Worker *worker_start(const WorkerSetup *setup, Err *err);
/* Ends the process, at once. NULL is fine. */
void worker_stop(Worker *worker);

/* Hands over a text. False when the process has gone. */
bool worker_send(Worker *worker, int64_t version, Str text);
/* The text it works on has become old: it shall come to an end soon. */
void worker_hurry(Worker *worker);
bool worker_is_busy(const Worker *worker);
/* The descriptor to wait on for results. */
int worker_fd(const Worker *worker);

typedef enum { WORKER_MORE, WORKER_RESULT, WORKER_DEAD } WorkerState;

/* Reads what is there; call it until it says something else than WORKER_RESULT. With
 * WORKER_RESULT `*result` is a new object, owned by the caller:
 *   "version"   of the text
 *   "findings"  as of publish.h; absent when nothing is known
 *   "more"      true when another result of this text will follow: findings of the last
 *               run come first, then the live ones, then those with their fixes
 *   "error"     what went wrong, for the log
 * With WORKER_DEAD the process has ended and `err` says how. */
WorkerState worker_read(Worker *worker, json_t **result, Err *err);

#endif
