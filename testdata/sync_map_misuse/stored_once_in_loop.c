/* Stored, and the loop is over. */
#include "smap.h"

void fill(smap *map, const int *numbers, int n)
{
    for (int i = 0; i < n; i++) {
        if (numbers[i] > 0) {
            smap_store(map, "first", numbers[i]);
            return;
        }
    }
}
