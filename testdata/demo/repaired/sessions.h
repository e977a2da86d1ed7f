/* Who is there, and since when. */
#ifndef SESSIONS_H
#define SESSIONS_H

#include "request.h"
#include "tables.h"

typedef struct Sessions {
    session_map *by_id;
    unsigned idle_after; /* seconds without a request */
    unsigned expired;    /* in all */
} Sessions;

int sessions_open(Sessions *self, unsigned idle_after);
void sessions_close(Sessions *self);
void sessions_touch(Sessions *self, const Request *request);
/* Drops idle sessions; all of them when the clock has jumped. */
void sessions_sweep(Sessions *self, unsigned now);

#endif
