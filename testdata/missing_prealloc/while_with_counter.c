#include "maps.h"

ids *squares(void)
{
    ids *m = ids_make(0); // want missing-prealloc "100"
    int i = 0;

    while (i < 100) {
        ids_put(m, i, i * i);
        i++;
    }
    return m;
}
