#include "maps.h"

void bump(int on, const char *name)
{
    counts *m = on ? counts_make(0) : NULL;
    int *value = counts_get_or_put(m, name, NULL); // want nil-map-write "'m'"

    if (value)
        ++*value;
    counts_free(m);
}
