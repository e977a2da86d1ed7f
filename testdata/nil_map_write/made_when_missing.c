#include "maps.h"

void record(tenants *all, const char *tenant, const char *what)
{
    counts **slot = tenants_get(all, tenant);
    counts *inner = slot ? *slot : NULL;

    if (inner == NULL) {
        inner = counts_make(0);
        tenants_put(all, tenant, inner);
    }
    counts_put(inner, what, 1);
}
