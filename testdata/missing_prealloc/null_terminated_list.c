/* How long the list is, only walking it tells. */
#include "maps.h"

counts *index_of(const char *const *names)
{
    counts *m = counts_make(0);

    for (int i = 0; names[i] != NULL; i++)
        counts_put(m, names[i], i);
    return m;
}
