/* Two different keys a turn. */
#include "maps.h"

ids *both_ways(const int *a, const int *b)
{
    ids *m = ids_make(0); // want missing-prealloc "200"

    for (int i = 0; i < 100; i++) {
        ids_put(m, a[i], b[i]);
        ids_put(m, b[i], a[i]);
    }
    return m;
}
