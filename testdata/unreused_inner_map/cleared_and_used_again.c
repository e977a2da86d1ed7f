/* The advice, followed. */
#include "maps.h"

void per_batch(tenants *all, const char **names, int n)
{
    counts *batch = counts_make(16);

    tenants_put(all, "batch", batch);
    for (int i = 0; i < n; i++) {
        counts_clear(batch);
        counts_put(batch, names[i], 1);
    }
}
