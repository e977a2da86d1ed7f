/* As many as the other map has. */
#include "maps.h"

counts *copy(const counts *from)
{
    counts *to = counts_make(0); // known-miss missing-prealloc
    counts_iter it;

    counts_iter_init(&it, from);
    while (counts_next(&it))
        counts_put(to, *it.key, *it.value);
    return to;
}
