/* The function that finds the map may find none. */
#include "maps.h"

static counts *find_tenant(tenants *all, const char *name)
{
    counts **slot = tenants_get(all, name);

    if (slot == NULL)
        return NULL;
    return *slot;
}

void tenant_reset(tenants *all, const char *name)
{
    counts *one = find_tenant(all, name);

    counts_clear(one); // want nil-map-clear "'one'"
}
