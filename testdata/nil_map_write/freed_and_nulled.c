#include "maps.h"

typedef struct {
    counts *hits;
} Meter;

static void meter_close(Meter *meter)
{
    counts_free(meter->hits);
    meter->hits = NULL;
}

void meter_last(Meter *meter, const char *name)
{
    meter_close(meter);
    counts_put(meter->hits, name, 1); // want nil-map-write "'meter->hits'"
}
