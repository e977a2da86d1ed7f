/* A map that nobody shares may be written as one likes. */
#include "smap.h"

void fill(omap *map, const int *numbers, int n)
{
    for (int i = 0; i < n; i++)
        omap_store(map, "last", numbers[i]);
}
