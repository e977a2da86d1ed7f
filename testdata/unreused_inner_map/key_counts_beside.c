/* The key is no loop counter, but grows with it. */
#include "maps.h"

void open_numbered(shards *all, const int *kinds, int n)
{
    int id = 0;

    for (int i = 0; i < n; i++) {
        if (kinds[i] == 0)
            continue;
        shards_put(all, id, counts_make(0));
        id++;
    }
}
