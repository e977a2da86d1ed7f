/* A helper stores it. */
#include "smap.h"

static void note(smap *map, int number)
{
    smap_store(map, "last", number);
}

void fill(smap *map, const int *numbers, int n)
{
    for (int i = 0; i < n; i++)
        note(map, numbers[i]); // want sync-map-misuse
}
