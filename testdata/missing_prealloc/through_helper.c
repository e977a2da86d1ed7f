/* The put is in a helper, one for each turn. */
#include "maps.h"

static void add(counts *m, const char *name, int value)
{
    if (counts_get(m, name) == NULL)
        counts_put(m, name, value);
}

counts *index_names(const char **names)
{
    counts *index = counts_make(0); // want missing-prealloc "400"

    for (int i = 0; i < 400; i++)
        add(index, names[i], i);
    return index;
}
