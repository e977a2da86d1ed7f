#include "maps.h"

int known(const char **names)
{
    counts *m = counts_make(0);
    int found = 0;

    counts_put(m, "root", 0);
    for (int i = 0; i < 1000; i++)
        found += counts_get(m, names[i]) != NULL;
    counts_free(m);
    return found;
}
