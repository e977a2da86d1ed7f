#include "maps.h"

#include <stdlib.h>

typedef struct {
    counts *hits;
    int limit;
} Meter;

Meter *meter_new(int limit)
{
    Meter *meter = calloc(1, sizeof *meter);

    if (meter == NULL)
        return NULL;
    meter->limit = limit;
    counts_clear(meter->hits); // want nil-map-clear "'meter->hits'"
    return meter;
}
