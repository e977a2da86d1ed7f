/* Looked up on every turn. */
#include "smap.h"

void fill(smap *map, const int *numbers, int n)
{
    for (int i = 0; i < n; i++) {
        int *last = smap_load(map, "last");
        if (!last || *last < numbers[i])
            smap_store(map, "last", numbers[i]);
    }
}
