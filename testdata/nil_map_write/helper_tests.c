/* The helper looks before it writes. */
#include "maps.h"

static void count(counts *m, const char *name)
{
    if (m == NULL)
        return;
    counts_put(m, name, 1);
}

int walk(const char **names, int n)
{
    for (int i = 0; i < n; i++)
        count(NULL, names[i]);
    return n;
}
