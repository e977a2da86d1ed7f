/* First-time filling: no key comes twice. */
#include "maps.h"

shards *make_shards(int n)
{
    shards *all = shards_make((size_t)n);

    for (int i = 0; i < n; i++)
        shards_put(all, i, counts_make(0));
    return all;
}

void number_from_one(shards *all, int n)
{
    for (int i = 0; i < n; i++)
        shards_put(all, 2 * i + 1, counts_make(0));
}
