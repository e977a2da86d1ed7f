/* A flag says whether the map has been stored before. */
#include "maps.h"

void collect(tenants *all, const char **names, int n)
{
    counts *current = NULL;

    for (int i = 0; i < n; i++) {
        if (current == NULL) {
            current = counts_make(0);
            tenants_put(all, "current", current);
        }
        counts_put(current, names[i], i);
    }
}

void collect_first(tenants *all, const char **names, int n)
{
    for (int i = 0; i < n; i++) {
        if (i == 0)
            tenants_put(all, "current", counts_make(0));
        counts_put(*tenants_get(all, "current"), names[i], i);
    }
}
