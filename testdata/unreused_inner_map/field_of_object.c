#include "maps.h"

typedef struct {
    tenants *by_tenant;
    const char *current;
} Service;

void service_poll(Service *self, int (*next)(const char **what))
{
    const char *what;

    while (next(&what)) {
        counts *one = counts_make(0);
        counts_put(one, what, 1);
        tenants_put(self->by_tenant, self->current, one); // want unreused-inner-map "by_tenant'"
    }
}
