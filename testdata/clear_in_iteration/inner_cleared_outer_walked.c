/* Clearing the inner maps is what the loop is for. */
#include "maps.h"

void new_day(tenants *all)
{
    tenants_iter it;

    tenants_iter_init(&it, all);
    while (tenants_next(&it))
        counts_clear(*it.value);
}
