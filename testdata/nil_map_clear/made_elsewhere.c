/* What an unknown function does to the place is unknown; that is no proof of NULL. */
#include "maps.h"

int counts_open(counts **out);

typedef struct {
    counts *hits;
} Meter;

void meter_setup(Meter *meter);

void run(void)
{
    counts *m = NULL;
    Meter meter = { 0 };

    counts_open(&m);
    counts_clear(m);
    meter_setup(&meter);
    counts_clear(meter.hits);
}
