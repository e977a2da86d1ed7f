/* Each turn has an outer map of its own. */
#include "maps.h"

void each(int n, void (*take)(tenants *all))
{
    for (int i = 0; i < n; i++) {
        tenants *all = tenants_make(1);
        tenants_put(all, "only", counts_make(0));
        take(all);
    }
}
