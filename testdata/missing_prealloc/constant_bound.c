#include "maps.h"

ids *squares(void)
{
    ids *m = ids_make(0); // want missing-prealloc "1000"

    for (int i = 0; i < 1000; i++)
        ids_put(m, i, i * i);
    return m;
}
