/* Taken again after the put. */
#include "maps.h"

void count(counts *m, const char *first, const char *second)
{
    int *one = counts_get(m, first);

    counts_put(m, second, 1);
    one = counts_get(m, first);
    if (one)
        *one += 1;
}
