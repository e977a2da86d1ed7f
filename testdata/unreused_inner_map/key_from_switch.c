/* Three names for all events: the maps of one kind replace each other. */
#include "maps.h"

void sort_out(tenants *all, const int *kinds, const char **names, int n)
{
    for (int i = 0; i < n; i++) {
        const char *kind = kinds[i] == 0 ? "read" : kinds[i] == 1 ? "write" : "other";
        counts *one = counts_make(0);

        counts_put(one, names[i], i);
        tenants_put(all, kind, one); // want unreused-inner-map "'all'"
    }
}
