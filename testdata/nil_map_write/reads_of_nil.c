/* A nil map is an empty map to every read, and to delete. */
#include "maps.h"

int ask(const char *name)
{
    counts *m = NULL;
    counts_iter it;
    int sum = 0;

    if (counts_get(m, name) != NULL || counts_len(m) > 0)
        return 1;
    counts_iter_init(&it, m);
    while (counts_next(&it))
        sum += *it.value;
    counts_delete(m, name);
    return sum;
}
