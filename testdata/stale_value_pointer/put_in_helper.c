/* The put is in a helper. */
#include "maps.h"

static void note(counts *m, const char *name)
{
    counts_put(m, name, 1);
}

void count(counts *m, const char *first, const char *second)
{
    int *one = counts_get(m, first);

    if (one) {
        note(m, second); // want stale-value-pointer "'one'"
        *one += 1;
    }
}
