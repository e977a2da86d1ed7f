#include "maps.h"

static void count(counts *m, const char *name)
{
    int *known = counts_get(m, name);
    counts_put(m, name, known ? *known + 1 : 1);
}

void count_all(const char **names, int n)
{
    counts *m = NULL;

    for (int i = 0; i < n; i++)
        count(m, names[i]); // want nil-map-write "'m'"
}
