/* With room reserved nothing is moved. */
#include "maps.h"

int sum(const char *first, const char *second)
{
    counts *m = counts_make(64);
    int *one = counts_get_or_put(m, first, NULL);
    int total;

    *one = 3;
    total = *one;
    counts_put(m, second, 1);
    counts_free(m);
    return total;
}
