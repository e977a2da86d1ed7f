/* Only when the cache was large. */
#include "maps.h"

int malloc_trim(size_t pad);

void rotate(counts *today, size_t limit)
{
    size_t entries = counts_len(today);
    counts_clear(today); // want clear-keeps-memory
    if (entries > limit)
        malloc_trim(0);
}
