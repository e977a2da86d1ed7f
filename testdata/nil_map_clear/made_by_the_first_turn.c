#include "maps.h"

void batches(const char *const *names, int n)
{
    counts *m = NULL;

    for (int i = 0; i < n; i++) {
        if (i == 0)
            m = counts_make(64);
        else
            counts_clear(m);
        counts_put(m, names[i], i);
    }
    counts_free(m);
}
