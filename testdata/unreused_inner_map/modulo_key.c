#include "maps.h"

enum { SHARDS = 16 };

void spread(shards *all, const char **names, int n)
{
    for (int i = 0; i < n; i++) {
        counts *shard = counts_make(0);
        counts_put(shard, names[i], i);
        shards_put(all, i % SHARDS, shard); // want unreused-inner-map "'all'"
    }
}
