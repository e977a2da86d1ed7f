/* The key is not that of the walked map. */
#include "maps.h"

void summarise(tenants *all, counts *hits)
{
    counts_iter it;

    counts_iter_init(&it, hits);
    while (counts_next(&it)) {
        counts *sum = counts_make(0);
        counts_put(sum, *it.key, *it.value);
        tenants_put(all, "sum", sum); // want unreused-inner-map "'all'"
    }
}
