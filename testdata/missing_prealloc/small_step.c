/* Three turns. */
#include "maps.h"

ids *thirds(void)
{
    ids *m = ids_make(0);

    for (int i = 0; i < 30; i += 10)
        ids_put(m, i, i);
    return m;
}
