#include "maps.h"

#include <stdlib.h>

typedef struct {
    counts *hits;
    counts *misses;
} Meter;

Meter *meter_new(void)
{
    Meter *meter = calloc(1, sizeof *meter);

    if (!meter)
        return NULL;
    meter->hits = counts_make(0);
    counts_put(meter->hits, "start", 1);
    counts_put(meter->misses, "start", 0); // want nil-map-write "'meter->misses'"
    return meter;
}
