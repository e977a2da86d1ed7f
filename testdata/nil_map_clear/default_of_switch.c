#include "maps.h"

enum level { LOW, MIDDLE, HIGH };

void reset_level(counts *low, counts *high, enum level level)
{
    counts *m;

    switch (level) {
    case LOW:
        m = low;
        break;
    case HIGH:
        m = high;
        break;
    default:
        m = NULL;
        break;
    }
    counts_clear(m); // want nil-map-clear "'m'"
}
