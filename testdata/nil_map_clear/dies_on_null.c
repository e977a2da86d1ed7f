#include "maps.h"

#include <stdio.h>
#include <stdlib.h>

static void die(const char *why)
{
    fprintf(stderr, "%s\n", why);
    exit(1);
}

void reset(counts **slot)
{
    counts *m = NULL;

    if (slot != NULL)
        m = *slot;
    if (m == NULL)
        die("no map");
    counts_clear(m);
}
