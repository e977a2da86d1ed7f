/* Clear ends the iteration; inserting and deleting would be lawful here. */
#include "maps.h"

int total(counts *m, int limit)
{
    counts_iter it;
    int sum = 0;

    counts_iter_init(&it, m);
    while (counts_next(&it)) {
        sum += *it.value;
        if (sum > limit) {
            counts_clear(m); // want clear-in-iteration "'m'"
            sum = 0;
        }
    }
    return sum;
}
