/*
 * Methods: what the server answers, a row for each method of the protocol.
 *
 * A method gets the params and gives a result, or says in `err` why the params are
 * wrong. What becomes of that (an error response, a line in the log) is server.c's.
 *
 * Requests are answered at once, from what is known, so there is never one left that
 * $/cancelRequest could cancel.
 */
#ifndef MAPVET_LSP_METHODS_H
#define MAPVET_LSP_METHODS_H

#include "lsp/actions.h"
#include "lsp/schedule.h"

typedef enum {
    PHASE_FRESH,
    PHASE_RUNNING,
    PHASE_SHUT_DOWN,
    PHASE_STOPPED,
    PHASE_ANY
} Phase;

typedef struct ServerState {
    Rpc *rpc;
    Docs docs;
    Schedule schedule;
    Phase phase;
    bool was_shut_down; /* "shutdown" came before "exit" */
    ActionStyle style;
    bool can_watch; /* the editor tells of files on disk when asked */
} ServerState;

/* The result is the caller's; NULL stands for null. */
typedef json_t *MethodAnswer(ServerState *state, const json_t *params, Err *err);

typedef struct Method {
    const char *name;
    bool is_request; /* else a notification */
    Phase phase;     /* in which it may come */
    MethodAnswer *answer;
} Method;

const Method *method_find(const char *name); /* NULL when there is none */

/* Milliseconds of a clock that never jumps. */
int64_t clock_ms(void);

#endif
