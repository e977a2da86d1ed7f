/* Somebody has thought about the size, even if not about this one. */
#include "maps.h"

ids *guess(const int *numbers)
{
    ids *m = ids_make(32);

    for (int i = 0; i < 1000; i++)
        ids_put(m, numbers[i], i);
    return m;
}
