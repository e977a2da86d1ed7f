#include "maps.h"

typedef struct {
    counts *hits;
} Meter;

void meter_restart(Meter *meter, const char *name)
{
    counts_free(meter->hits);
    meter->hits = NULL;
    meter->hits = counts_make(16);
    counts_put(meter->hits, name, 1);
}
