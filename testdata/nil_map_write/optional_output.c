/* NULL says that the caller does not want the index. */
#include "maps.h"

static int walk(const char **names, int n, counts *seen)
{
    int length = 0;

    for (int i = 0; i < n; i++) {
        length += (int)strlen(names[i]);
        if (seen)
            counts_put(seen, names[i], i);
    }
    return length;
}

int total_length(const char **names, int n)
{
    return walk(names, n, NULL);
}
