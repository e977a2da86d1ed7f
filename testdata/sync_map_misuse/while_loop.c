/* A loop that waits for numbers, and notes how many there were. */
#include "smap.h"

int next_number(void);

void watch(smap *map)
{
    int seen = 0;
    while (next_number() >= 0)
        smap_store(map, "seen", ++seen); // want sync-map-misuse
}
