#include "maps.h"

void ring(shards *slots, int ticks)
{
    for (int tick = 0; tick < ticks; tick++) {
        int slot = tick & 7;
        shards_put(slots, slot, counts_make(0)); // want unreused-inner-map "'slots'"
    }
}
