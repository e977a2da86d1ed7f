/* Stored now and then; still over the one before. */
#include "maps.h"

void checkpoints(tenants *all, const int *values, int n)
{
    for (int i = 0; i < n; i++) {
        if (values[i] % 100 != 0)
            continue;
        counts *point = counts_make(0);
        counts_put(point, "value", values[i]);
        tenants_put(all, "checkpoint", point); // want unreused-inner-map "'all'"
    }
}
