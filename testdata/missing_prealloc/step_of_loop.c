/* Every fourth number only. */
#include "maps.h"

ids *quarter(void)
{
    ids *m = ids_make(0); // want missing-prealloc

    for (int i = 0; i < 1000; i += 4)
        ids_put(m, i, i);
    return m;
}
