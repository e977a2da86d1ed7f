/* A session knows two ports; which of them it was found in is not told by that. */
#include <stdlib.h>

typedef struct Set Set;
void *set_remove(Set *set, const void *value);
void *set_first(Set *set);
int set_isempty(Set *set);
Set *set_free(Set *set);

typedef struct Port {
    Set *open, *closing;
} Port;

typedef struct Session {
    Port *from, *to;
} Session;

static void session_free(Session *session)
{
    set_remove(session->from->open, session);
    set_remove(session->from->closing, session);
    set_remove(session->to->closing, session);
    free(session);
}

void port_free(Port *port)
{
    set_free(port->open);
    while (!set_isempty(port->closing))
        session_free(set_first(port->closing));
    set_free(port->closing);
    free(port);
}
