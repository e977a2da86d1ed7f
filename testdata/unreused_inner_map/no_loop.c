#include "maps.h"

void setup(tenants *all, const char *tenant)
{
    tenants_put(all, "default", counts_make(0));
    tenants_put(all, tenant, counts_make(0));
}
