#include "maps.h"

int replay(const char **names, int n, int keep)
{
    counts *seen = NULL;
    int fresh = 0;

    if (keep)
        seen = counts_make(64);
    for (int i = 0; i < n; i++)
        fresh += counts_get(seen, names[i]) == NULL;
    counts_clear(seen); // want nil-map-clear "'seen'"
    counts_free(seen);
    return fresh;
}
