/*
 * Pool: many pieces of work at once, each in a process that may die of it.
 *
 * Worker processes are forked from the calling one, so they share what it holds. A
 * worker gets the number of a piece, does it, sends its bytes and waits for the next.
 * One that crashes or takes too long loses its piece and is replaced; the rest goes on.
 * The caller must have no other threads.
 */
#ifndef MAPVET_DRIVE_POOL_H
#define MAPVET_DRIVE_POOL_H

#include "base/err.h"
#include "base/str.h"

/* What came of a piece. */
typedef struct Piece {
    uint32_t number;
    Str bytes;         /* as the worker wrote them; they live until the call returns */
    const char *death; /* NULL, or how the worker died of it: "crashed (signal 11)" */
} Piece;

typedef struct PoolJob {
    uint32_t count;   /* pieces */
    unsigned jobs;    /* processes, at least 1 */
    unsigned timeout; /* seconds a piece */
    void *ctx;
    /* In a worker: does a piece. */
    void (*work)(void *ctx, uint32_t number, StrBuf *out);
    /* In the caller, as pieces get ready. False (with the error set) ends the run. */
    bool (*take)(void *ctx, const Piece *piece, Err *err);
    /* In the caller, at least every second; NULL: never. */
    void (*tick)(void *ctx);
} PoolJob;

/* False when `take` ended the run or no process can be started. */
bool pool_run(const PoolJob *job, Err *err);

/* ---- a frame between processes: a number, a length and the bytes ---- */

bool pool_send(int fd, uint32_t number, Str bytes);
/* False at the end of the file, and when what comes is no frame. */
bool pool_receive(Arena *arena, int fd, uint32_t *number, Str *bytes);
/* How a child ended, as part of a sentence. */
const char *death_text(Arena *arena, int status, unsigned timeout);
/* Waits for a child; gives its status. */
int child_wait(int pid);

#endif
