#include "maps.h"

void restart(tenants *all, int rounds, void (*run)(tenants *all))
{
    while (rounds-- > 0) {
        tenants_put(all, "round", counts_make(16)); // want unreused-inner-map "'all'"
        run(all);
    }
}
