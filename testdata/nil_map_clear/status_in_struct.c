/* `ready` is set with the map and read before it is cleared. */
#include "maps.h"

typedef struct {
    counts *hits;
    bool ready;
} Meter;

void meter_run(int on)
{
    Meter meter = { 0 };

    if (on) {
        meter.hits = counts_make(0);
        meter.ready = true;
    }
    if (meter.ready)
        counts_clear(meter.hits);
    counts_free(meter.hits);
}
