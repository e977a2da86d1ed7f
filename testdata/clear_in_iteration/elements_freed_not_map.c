/* The values are freed one by one; the map stays until the end. */
#include "maps.h"

void destroy(tenants *all)
{
    tenants_iter it;

    tenants_iter_init(&it, all);
    while (tenants_next(&it))
        counts_free(*it.value);
    tenants_free(all);
}
