/* One inner map, stored several times: nothing is lost. */
#include "maps.h"

void share(shards *all, int n)
{
    counts *one = counts_make(0);

    for (int i = 0; i < n; i++)
        shards_put(all, i % 4, one);
}
