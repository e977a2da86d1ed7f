/* The helper fills the place that it is given the address of. */
#include "maps.h"

static int open_counts(counts **out)
{
    *out = counts_make(16);
    return *out == NULL ? -1 : 0;
}

int run(void (*work)(counts *m))
{
    counts *m = NULL;

    if (open_counts(&m) != 0)
        return -1;
    work(m);
    counts_clear(m);
    counts_free(m);
    return 0;
}
