/* Fetch, free, store: nothing is lost, though it could be cleared instead. */
#include "maps.h"

void rounds(tenants *all, int n)
{
    for (int i = 0; i < n; i++) {
        counts **old = tenants_get(all, "round");
        if (old)
            counts_free(*old);
        tenants_put(all, "round", counts_make(0));
    }
}
