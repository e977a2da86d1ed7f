/* The outer map is local and fresh: still only the last inner map is kept. */
#include "maps.h"

tenants *last_only(const char **names, int n)
{
    tenants *all = tenants_make(1);

    for (int i = 0; i < n; i++) {
        counts *one = counts_make(0);
        counts_put(one, names[i], i);
        tenants_put(all, "last", one); // want unreused-inner-map "'all'"
    }
    return all;
}
