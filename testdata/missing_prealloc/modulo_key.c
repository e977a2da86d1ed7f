/* A thousand turns, but only sixty-four keys. */
#include "maps.h"

ids *histogram(const int *samples)
{
    ids *m = ids_make(0); // want missing-prealloc "64"

    for (int i = 0; i < 1000; i++)
        ids_put(m, samples[i] % 64, i);
    return m;
}
