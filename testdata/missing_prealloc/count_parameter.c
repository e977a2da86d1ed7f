/* The size is not a number here, but it is known: it is the parameter. */
#include "maps.h"

counts *index_names(const char **names, size_t n)
{
    counts *index = counts_make(0); // want missing-prealloc "n"

    for (size_t i = 0; i < n; i++)
        counts_put(index, names[i], (int)i);
    return index;
}
