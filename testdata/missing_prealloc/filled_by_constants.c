/* One put after the other, no loop: twenty keys. */
#include "maps.h"

counts *few(void)
{
    counts *m = counts_make(0);

    counts_put(m, "a", 1);
    counts_put(m, "b", 2);
    counts_put(m, "c", 3);
    return m;
}
