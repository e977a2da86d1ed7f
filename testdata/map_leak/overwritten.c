/* The only pointer to the first map is set to another one. */
#include "maps.h"

int twice(int n)
{
    counts *m = counts_make(0); // want map-leak "'m'"

    if (n > 3)
        m = counts_make(64);
    counts_put(m, "n", n);
    n = (int)counts_len(m);
    counts_free(m);
    return n;
}
