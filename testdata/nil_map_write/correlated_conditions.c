#include "maps.h"

counts *index_names(const char **names, int n, int wanted)
{
    counts *index = NULL;

    if (wanted)
        index = counts_make((size_t)n);
    for (int i = 0; i < n; i++)
        if (wanted)
            counts_put(index, names[i], i);
    return index;
}
