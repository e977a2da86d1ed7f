#include "maps.h"

void record(tenants *all, const char *tenant, const char **paths, int n)
{
    for (int i = 0; i < n; i++) {
        counts **slot = tenants_get(all, tenant);
        if (slot == NULL) {
            tenants_put(all, tenant, counts_make(0));
            slot = tenants_get(all, tenant);
        }
        counts_put(*slot, paths[i], i);
    }
}

void record_short(tenants *all, const char **paths, int n)
{
    for (int i = 0; i < n; i++) {
        if (!tenants_get(all, "total"))
            tenants_put(all, "total", counts_make(0));
        counts_put(*tenants_get(all, "total"), paths[i], i);
    }
}
