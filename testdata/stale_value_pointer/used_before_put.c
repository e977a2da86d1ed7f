/* Read before the put. */
#include "maps.h"

int count(counts *m, const char *first, const char *second)
{
    int *one = counts_get(m, first);
    int before = one ? *one : 0;

    counts_put(m, second, before);
    return before;
}
