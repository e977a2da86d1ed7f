/* Its length is asked for each time. */
#include "smap.h"

void fill(smap *map, const int *numbers, int n)
{
    for (int i = 0; i < n; i++) {
        if (smap_len(map) < 100)
            smap_store(map, "last", numbers[i]);
    }
}
