#include "maps.h"

typedef struct {
    counts *hits;
    int dirty;
} Meter;

void meter_flush(Meter *meter)
{
    if (meter && meter->hits && meter->dirty)
        counts_clear(meter->hits);
    if (meter == NULL || meter->hits == NULL)
        return;
    counts_clear(meter->hits);
}

void drop(counts *m)
{
    m ? counts_clear(m) : (void)0;
}
