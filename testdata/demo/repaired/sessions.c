#include "sessions.h"

#include <stdio.h>

int sessions_open(Sessions *self, unsigned idle_after)
{
    self->by_id = session_map_make(0);
    self->idle_after = idle_after;
    self->expired = 0;
    return self->by_id == NULL ? -1 : 0;
}

void sessions_close(Sessions *self)
{
    session_map_free(self->by_id);
    self->by_id = NULL;
}

void sessions_touch(Sessions *self, const Request *request)
{
    Session *session = session_map_get_or_put(self->by_id, request->session, NULL);

    if (session == NULL)
        return;
    session->tenant = request->tenant;
    session->last_seen = request->at;
    session->requests++;
}

static void sessions_forget_all(Sessions *self)
{
    self->expired += (unsigned)session_map_len(self->by_id);
    session_map_clear(self->by_id);
}

void sessions_sweep(Sessions *self, unsigned now)
{
    session_map_iter it;
    bool jumped = false;

    session_map_iter_init(&it, self->by_id);
    while (!jumped && session_map_next(&it)) {
        if (it.value->last_seen > now) {
            fprintf(stderr, "clock jumped: %s was last seen in the future\n",
                    it.value->tenant);
            jumped = true;
        } else if (now - it.value->last_seen > self->idle_after) {
            session_map_delete(self->by_id, *it.key);
            self->expired++;
        }
    }
    session_map_iter_end(&it);
    if (jumped)
        sessions_forget_all(self);
}
