/* Eight turns, modulo eight: nothing comes twice. */
#include "maps.h"

void make_ring(shards *slots)
{
    for (int i = 0; i < 8; i++)
        shards_put(slots, i % 8, counts_make(0));
}

void make_masked(shards *slots)
{
    for (int i = 0; i < 16; i++)
        shards_put(slots, i & 15, counts_make(0));
}
