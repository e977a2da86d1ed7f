/* The inner loop is over the map that is cleared; the outer one is not touched. */
#include "maps.h"

void decay(tenants *all, int floor)
{
    tenants_iter out;
    counts_iter in;

    tenants_iter_init(&out, all);
    while (tenants_next(&out)) {
        counts *one = *out.value;
        counts_iter_init(&in, one);
        while (counts_next(&in))
            if (--*in.value < floor)
                counts_clear(one); // want clear-in-iteration
    }
}
