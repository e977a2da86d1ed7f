/* After clear the buckets are still there. */
#include "maps.h"

void rounds(ids *m, int (*work)(ids *m))
{
    do {
        ids_clear(m);
        for (int i = 0; i < 1000; i++)
            ids_put(m, i, 0);
    } while (work(m));
}
