/* The newest number replaces the one before, on every turn. */
#include "smap.h"

void fill(smap *map, const int *numbers, int n)
{
    for (int i = 0; i < n; i++)
        smap_store(map, "last", numbers[i]); // want sync-map-misuse "'map'"
}
