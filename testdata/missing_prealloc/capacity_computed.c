#include "maps.h"

ids *with_slack(const int *numbers, int n)
{
    size_t room = (size_t)n + (size_t)n / 4;
    ids *m = ids_make(room);

    for (int i = 0; i < n; i++)
        ids_put(m, numbers[i], i);
    return m;
}
