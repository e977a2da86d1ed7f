/* What is put into it next needs the buckets. */
#include "maps.h"

int malloc_trim(size_t pad);

void rebuild(counts *index, const char **names, int n)
{
    counts_clear(index);
    malloc_trim(0);
    for (int i = 0; i < n; i++)
        counts_put(index, names[i], i);
}
