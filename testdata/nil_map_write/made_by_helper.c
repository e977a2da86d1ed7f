#include "maps.h"

typedef struct {
    counts *hits;
} Meter;

static void meter_open(Meter *meter)
{
    if (meter->hits == NULL)
        meter->hits = counts_make(0);
}

void meter_run(const char **names, int n)
{
    Meter meter = { 0 };

    meter_open(&meter);
    for (int i = 0; i < n; i++)
        counts_put(meter.hits, names[i], i);
    counts_free(meter.hits);
}
