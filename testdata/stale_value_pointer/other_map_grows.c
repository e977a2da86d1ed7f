/* Another map is written. */
#include "maps.h"

void move(counts *a, counts *b, const char *name)
{
    int *source = counts_get(a, name);

    if (source == NULL)
        return;
    counts_put(b, name, *source);
    *source = 0;
}
