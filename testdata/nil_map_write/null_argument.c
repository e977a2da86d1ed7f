#include "maps.h"

static int walk(const char **names, int n, counts *seen)
{
    for (int i = 0; i < n; i++)
        if (!counts_put(seen, names[i], i))
            return -1;
    return 0;
}

int check(const char **names, int n)
{
    return walk(names, n, NULL); // want nil-map-write
}
