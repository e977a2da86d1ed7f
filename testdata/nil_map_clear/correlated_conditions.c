/* Made when on, cleared when on. */
#include "maps.h"

int replay(const char **names, int n, int on)
{
    counts *seen = NULL;
    int fresh = 0;

    if (on)
        seen = counts_make(64);
    for (int i = 0; i < n; i++)
        fresh += counts_get(seen, names[i]) == NULL;
    if (on)
        counts_clear(seen);
    if (on)
        counts_free(seen);
    return fresh;
}
