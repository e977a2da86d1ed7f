/* Every turn makes one; only the last is freed. */
#include "maps.h"

int widest(const char **names, int n)
{
    counts *m = NULL;

    for (int i = 0; i < n; i++) {
        m = counts_make(0); // want map-leak "'m'"
        counts_put(m, names[i], i);
    }
    counts_free(m);
    return n;
}
