/* The map comes out of a function that makes it. */
#include "maps.h"

static counts *counts_with_total(void)
{
    counts *m = counts_make(4);
    counts_put(m, "total", 0);
    return m;
}

void each_minute(tenants *all, int minutes)
{
    for (int i = 0; i < minutes; i++)
        tenants_put(all, "minute", counts_with_total()); // want unreused-inner-map "'all'"
}
