/* The write is reached only after the loop that makes the map has run. */
#include "maps.h"

void first_wins(counts *const *candidates, int n, const char *name)
{
    counts *best = NULL;

    for (int i = 0; i < n; i++)
        if (counts_len(candidates[i]) > counts_len(best))
            best = candidates[i];
    if (counts_len(best) > 0)
        counts_put(best, name, 1);
}
