/* The store is in the loop, and ends it. */
#include "maps.h"

int open_first(tenants *all, const int *states, int n)
{
    for (int i = 0; i < n; i++) {
        if (states[i] != 0)
            continue;
        tenants_put(all, "first", counts_make(0));
        return i;
    }
    return -1;
}

int open_until(tenants *all, const int *states, int n)
{
    int i;

    for (i = 0; i < n; i++) {
        if (states[i] == 0) {
            tenants_put(all, "first", counts_make(0));
            break;
        }
    }
    return i;
}
