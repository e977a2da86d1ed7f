/* The make is tested, but the first write comes before the test. */
#include "maps.h"

counts *start(void)
{
    counts *m = counts_make(0);

    counts_put(m, "start", 1); // known-miss nil-map-write
    if (m == NULL)
        return NULL;
    return m;
}
