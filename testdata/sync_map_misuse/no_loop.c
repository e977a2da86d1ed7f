/* Once a call. */
#include "smap.h"

void note(smap *map, int number)
{
    smap_store(map, "last", number);
}
