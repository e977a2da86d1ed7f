/* The second turn clears what the first one gave away. */
#include "maps.h"

void batches(int n, void (*take)(counts *m))
{
    counts *m = counts_make(32);

    for (int i = 0; i < n; i++) {
        counts_clear(m); // want nil-map-clear "'m'"
        counts_put(m, "batch", i);
        take(m);
        m = NULL;
    }
}
