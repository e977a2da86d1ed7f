#include "maps.h"

ids *reversed(void)
{
    ids *m = ids_make(0); // want missing-prealloc "300"

    for (int i = 300; i > 0; i--)
        ids_put(m, i, 300 - i);
    return m;
}
