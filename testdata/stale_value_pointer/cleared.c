/* The clear takes the entry with it. */
#include "maps.h"

int last(counts *m, const char *name)
{
    int *one = counts_get(m, name);

    counts_clear(m); // want stale-value-pointer "'one' goes"
    return one ? *one : 0;
}
