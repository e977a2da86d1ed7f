/* Near miss: a turn frees what the turn before made. */
#include "maps.h"

int widest(const char **names, int n)
{
    counts *m = NULL;

    for (int i = 0; i < n; i++) {
        counts_free(m);
        m = counts_make(0); // want remade-map "'m'"
        counts_put(m, names[i], i);
    }
    counts_free(m);
    return n;
}
