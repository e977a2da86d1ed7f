/* The name of the object does not change meanwhile. */
#include "smap.h"

typedef struct Gauge {
    const char *name;
    smap *values;
} Gauge;

void fill(Gauge *g, const int *numbers, int n)
{
    for (int i = 0; i < n; i++)
        smap_store(g->values, g->name, numbers[i]); // want sync-map-misuse "'g->values'"
}
