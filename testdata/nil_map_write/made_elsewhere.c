#include "maps.h"

typedef struct {
    counts *hits;
} Meter;

int meter_open(Meter *meter);
counts *shared_counts(void);

void meter_run(const char *name)
{
    Meter meter = { 0 };
    counts *m = NULL;

    if (meter_open(&meter) < 0)
        return;
    counts_put(meter.hits, name, 1);
    m = shared_counts();
    counts_put(m, name, 1);
}
