/* What is left in the second set takes itself out of the first one, too. */
#include <stdlib.h>

typedef struct Set Set;
int set_put(Set *set, void *value);
void *set_remove(Set *set, const void *value);
void *set_first(Set *set);
int set_isempty(Set *set);
Set *set_free(Set *set);

typedef struct Port {
    Set *open, *closing;
} Port;

typedef struct Session {
    Port *port;
    int id;
} Session;

static void session_free(Session *session)
{
    if (session->port) {
        set_remove(session->port->open, session);
        set_remove(session->port->closing, session);
    }
    free(session);
}

void port_free(Port *port)
{
    while (!set_isempty(port->open))
        session_free(set_first(port->open));
    set_free(port->open); // want use-after-free-map "'port->open' is used"
    while (!set_isempty(port->closing))
        session_free(set_first(port->closing));
    set_free(port->closing);
    free(port);
}

void port_free_last(Port *port)
{
    while (!set_isempty(port->open))
        session_free(set_first(port->open));
    while (!set_isempty(port->closing))
        session_free(set_first(port->closing));
    set_free(port->open);
    set_free(port->closing);
    free(port);
}

/* A session of another port has another set. */
void port_close(Port *port, Port *other)
{
    set_free(port->open);
    while (!set_isempty(other->closing))
        session_free(set_first(other->closing));
    set_free(port->closing);
    free(port);
}

/* One that was taken away from its port first is in none. */
void port_free_detached(Port *port)
{
    set_free(port->open);
    while (!set_isempty(port->closing)) {
        Session *session = set_first(port->closing);

        session->port = NULL;
        session_free(session);
    }
    set_free(port->closing);
    free(port);
}
