/* Two keys take turns; both come again. */
#include "smap.h"

void fill(smap *map, const int *numbers, int n)
{
    for (int i = 0; i < n; i++) {
        smap_store(map, "low", numbers[i]);  // want sync-map-misuse
        smap_store(map, "high", numbers[i]); // want sync-map-misuse
    }
}
