/* What the cases use of libqb, <qb/qbipcs.h>, declared in our own words. */
#pragma once

typedef struct qb_ipcs_connection qb_ipcs_connection_t;
struct qb_ipcs_service_handlers {
    int (*connection_accept)(qb_ipcs_connection_t *c, int uid, int gid);
    int (*connection_closed)(qb_ipcs_connection_t *c);
};
void *qb_ipcs_create(const char *name, int id, int type,
                     struct qb_ipcs_service_handlers *handlers);
void qb_ipcs_disconnect(qb_ipcs_connection_t *c);
void *qb_ipcs_context_get(qb_ipcs_connection_t *c);
