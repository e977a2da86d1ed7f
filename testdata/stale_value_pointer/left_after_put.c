/* The function ends with the put. */
#include "maps.h"

int count(counts *m, const char *first, const char *second)
{
    int *one = counts_get(m, first);

    if (one && *one > 3)
        return *one;
    counts_put(m, second, 1);
    return 0;
}
