/* The old map is taken out and given back before the new one comes. */
#include "maps.h"

void rotate(tenants *all, int rounds)
{
    for (int i = 0; i < rounds; i++) {
        counts **old = tenants_get(all, "current");
        if (old != NULL) {
            counts_free(*old);
            tenants_delete(all, "current");
        }
        tenants_put(all, "current", counts_make(0));
    }
}
