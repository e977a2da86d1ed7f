/* The key is there: its value is set where it lies. */
#include "maps.h"

void count(counts *m, const char *name)
{
    int *one = counts_get(m, name);

    if (one == NULL)
        return;
    counts_put(m, name, 7);
    *one += 1;
}
