/* Being out of memory is possible, but nothing here says that it is expected. */
#include "maps.h"

int unique(const char **names, int n)
{
    counts *seen = counts_make((size_t)n);
    int found;

    for (int i = 0; i < n; i++)
        counts_put(seen, names[i], i);
    found = (int)counts_len(seen);
    counts_clear(seen);
    counts_free(seen);
    return found;
}
