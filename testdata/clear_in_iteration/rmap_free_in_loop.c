#include "maps.h"

void drop_on_negative(counts *m)
{
    counts_iter it;

    counts_iter_init(&it, m);
    while (counts_next(&it))
        if (*it.value < 0)
            counts_free(m); // want clear-in-iteration "'m'"
}
