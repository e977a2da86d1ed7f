/* The pointer is compared, not followed. */
#include "maps.h"

int had(counts *m, const char *name)
{
    int *one = counts_get(m, name);

    counts_clear(m);
    return one != NULL;
}
