#include "maps.h"

typedef struct {
    counts *hits;
    int round;
} Meter;

void meter_restart(Meter *meter)
{
    counts_free(meter->hits);
    memset(meter, 0, sizeof *meter);
    counts_clear(meter->hits); // want nil-map-clear "'meter->hits'"
}
