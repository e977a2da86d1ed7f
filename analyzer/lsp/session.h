/*
 * Session: what goes on in a worker process.
 *
 * Both sides of the socket write frames: a Frame, then its bytes. The server sends
 * texts, the session sends results as JSON, described in worker.h.
 */
#ifndef MAPVET_LSP_SESSION_H
#define MAPVET_LSP_SESSION_H

#include "lsp/worker.h"

typedef struct Frame {
    int64_t version; /* of the text; or HURRY */
    uint64_t length;
} Frame;

/* Instead of a version: no text, but the wish that the session comes to an end with the
 * one it has. */
enum { HURRY = INT32_MIN };

/* False when the other side has gone. */
bool frame_send(int fd, int64_t version, Str bytes);

/* Answers texts until the other end of the socket is closed. */
void session_serve(const WorkerSetup *setup, int fd);

#endif
