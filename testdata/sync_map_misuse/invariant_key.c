/* The key is given, and stays. */
#include "smap.h"

void fill(smap *map, const char *name, const int *numbers, int n)
{
    for (int i = 0; i < n; i++)
        smap_store(map, name, numbers[i]); // want sync-map-misuse
}
