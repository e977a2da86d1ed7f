/* The test is there, but asks for something else. */
#include "maps.h"

void fill(tenants *all, int rounds)
{
    for (int i = 0; i < rounds; i++) {
        if (tenants_get(all, "done") != NULL)
            continue;
        tenants_put(all, "open", counts_make(0)); // want unreused-inner-map "'all'"
    }
}
