/* A fresh map comes in the place of the old one before it is used. */
#include "maps.h"

typedef struct {
    counts *hits;
} Meter;

static void meter_init(Meter *meter)
{
    memset(meter, 0, sizeof *meter);
    meter->hits = counts_make(8);
}

void meter_cycle(Meter *meter)
{
    counts_free(meter->hits);
    meter_init(meter);
    counts_clear(meter->hits);
}

void copied(const Meter *from)
{
    Meter meter = { 0 };

    meter = *from;
    counts_clear(meter.hits);
}
