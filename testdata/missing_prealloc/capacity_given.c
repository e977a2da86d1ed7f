#include "maps.h"

ids *squares(void)
{
    ids *m = ids_make(1000);

    for (int i = 0; i < 1000; i++)
        ids_put(m, i, i * i);
    return m;
}

counts *index_names(const char **names, size_t n)
{
    counts *index = counts_make(n);

    for (size_t i = 0; i < n; i++)
        counts_put(index, names[i], (int)i);
    return index;
}
