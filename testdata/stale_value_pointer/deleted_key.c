/* The entry itself is deleted. */
#include "maps.h"

int take(counts *m, const char *name)
{
    int *one = counts_get(m, name);

    if (one == NULL)
        return 0;
    counts_delete(m, name); // want stale-value-pointer "'one'"
    return *one;
}
