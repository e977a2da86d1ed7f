/* A pointer into the table, and a put of another key that may make it grow. */
#include "maps.h"

void count(counts *m, const char *first, const char *second)
{
    int *one = counts_get(m, first);

    if (one == NULL)
        return;
    counts_put(m, second, 1); // want stale-value-pointer "'one' may be moved"
    *one += 1;
}
