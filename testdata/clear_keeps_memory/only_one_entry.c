/* One entry goes; nobody speaks of the whole map. */
#include "maps.h"

void reclaim(ids *leases, int number)
{
    ids_delete(leases, number);
}
