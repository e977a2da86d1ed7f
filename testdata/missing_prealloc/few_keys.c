#include "maps.h"

ids *weekdays(const int *days)
{
    ids *m = ids_make(0);

    for (int i = 0; i < 1000; i++)
        ids_put(m, days[i] % 7, i);
    return m;
}
