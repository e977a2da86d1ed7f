#include "maps.h"

counts *make_sized(int n)
{
    if (n < 0)
        return NULL;
    return counts_make((size_t)n);
}

void use(const char *name)
{
    counts *m = make_sized(16);
    counts_put(m, name, 1);
    counts_free(m);
}

void misuse(const char *name)
{
    counts *m = make_sized(-1);
    counts_put(m, name, 1); // want nil-map-write "'m'"
    counts_free(m);
}
