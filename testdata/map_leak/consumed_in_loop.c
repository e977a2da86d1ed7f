/* Near miss: the loop takes the map; that it may make no turn is no proof. */
#include "maps.h"

void batches(int n, void (*take)(counts *m))
{
    counts *m = counts_make(32);

    for (int i = 0; i < n; i++) {
        counts_put(m, "batch", i);
        take(m);
    }
}
