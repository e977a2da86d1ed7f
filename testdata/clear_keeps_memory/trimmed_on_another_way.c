/* Either the one or the other. */
#include "maps.h"

int malloc_trim(size_t pad);

void tick(ids *seen, int idle)
{
    if (idle)
        malloc_trim(0);
    else
        ids_clear(seen);
}
