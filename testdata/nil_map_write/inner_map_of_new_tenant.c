/* A new slot is all zero, so the inner map is nil until it is made. */
#include "maps.h"

void record(tenants *all, const char *tenant, const char *what)
{
    counts *inner = NULL;
    counts **slot = tenants_get(all, tenant);

    if (slot != NULL)
        inner = *slot;
    counts_put(inner, what, 1); // want nil-map-write "'inner'"
}
