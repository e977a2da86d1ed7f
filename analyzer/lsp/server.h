/*
 * Server: the language server, from bytes in to bytes out.
 *
 * One process, no threads: server_run() waits on the editor and on the workers, and
 * never does itself what could take long. Analysis begins DEBOUNCE after the last
 * change, at once after opening and saving.
 */
#ifndef MAPVET_LSP_SERVER_H
#define MAPVET_LSP_SERVER_H

#include "drive/run.h"

typedef struct ServerOptions {
    CheckOptions check;      /* without a root: every document has its own */
    const char *database;    /* --db, or NULL */
    const char *environment; /* MAPVET_DB, or NULL */
    unsigned timeout;        /* seconds after which an analysis is given up */
} ServerOptions;

/* Serves until "exit" or the end of input; gives the exit status the protocol asks for:
 * 0 after "shutdown", else 1. Broken framing and a lost editor set `err`. */
int server_run(const ServerOptions *options, int in, int out, Err *err);

/* ---- in pieces, for tests: no analysis is started ---- */

typedef struct Server Server;
Server *server_new(const ServerOptions *options);
void server_free(Server *server);
/* Handles all messages that are complete; false when the framing is broken. */
bool server_feed(Server *server, Str bytes, Err *err);
/* What was answered so far, framed; borrowed until the next call. */
Str server_answers(const Server *server);

#endif
