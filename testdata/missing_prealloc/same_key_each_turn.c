/* However long the loop, the map stays small. */
#include "maps.h"

counts *last(const int *values)
{
    counts *m = counts_make(0);

    for (int i = 0; i < 1000; i++) {
        counts_put(m, "last", values[i]);
        counts_put(m, values[i] < 0 ? "low" : "high", i);
    }
    return m;
}
