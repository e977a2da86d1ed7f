/* The advice, followed. */
#include "smap.h"

void fill(smap *map, const int *numbers, int n)
{
    int last = 0;
    for (int i = 0; i < n; i++)
        last = numbers[i];
    smap_store(map, "last", last);
}
