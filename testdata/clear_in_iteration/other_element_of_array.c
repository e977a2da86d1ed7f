/* The neighbour's map is cleared. */
#include "maps.h"

void rotate(counts **ring, int n, int now)
{
    counts_iter it;
    int next = (now + 1) % n;

    counts_iter_init(&it, ring[now]);
    while (counts_next(&it))
        if (*it.value > 10)
            counts_clear(ring[next]);
}

void fixed(counts *ring[2])
{
    counts_iter it;

    counts_iter_init(&it, ring[0]);
    while (counts_next(&it))
        counts_clear(ring[1]);
}
