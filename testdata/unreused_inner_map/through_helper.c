/* The helper that is called for each event makes a map and stores it. */
#include "maps.h"

static void open_window(tenants *all, const char *name)
{
    tenants_put(all, name, counts_make(32));
}

void replay(tenants *all, const int *events, int n)
{
    for (int i = 0; i < n; i++)
        if (events[i] == 0)
            open_window(all, "window"); // want unreused-inner-map "'all'"
}
