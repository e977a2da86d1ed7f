/* Every turn puts a new map under the same name; the one before is lost. */
#include "maps.h"

void per_batch(tenants *all, const char **names, int n)
{
    for (int i = 0; i < n; i++) {
        counts *batch = counts_make(0);
        counts_put(batch, names[i], 1);
        tenants_put(all, "batch", batch); // want unreused-inner-map "'all'"
    }
}
