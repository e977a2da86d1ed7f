/* runtime-map keeps Go's law: deleting and putting while iterating is lawful. */
#include "maps.h"

void halve(counts *m)
{
    counts_iter it;

    counts_iter_init(&it, m);
    while (counts_next(&it)) {
        if (*it.value == 0)
            counts_delete(m, *it.key);
        else
            counts_put(m, *it.key, *it.value / 2);
    }
}

void mirror(ids *m)
{
    ids_iter it;

    ids_iter_init(&it, m);
    while (ids_next(&it))
        ids_put(m, -*it.key, *it.value);
}
