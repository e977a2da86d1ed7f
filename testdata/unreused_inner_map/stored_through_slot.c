/* The same loss through the pointer that get_or_put lends. */
#include "maps.h"

void rounds(tenants *all, int n)
{
    for (int i = 0; i < n; i++) {
        counts **slot = tenants_get_or_put(all, "round", NULL);
        if (slot != NULL)
            *slot = counts_make(0); // known-miss unreused-inner-map
    }
}
