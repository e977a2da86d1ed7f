/* The handler says by its name what it is for. */
#include "maps.h"

typedef struct Cache {
    counts *words;
    size_t hits;
} Cache;

void cache_on_low_memory(Cache *cache)
{
    counts_clear(cache->words); // want clear-keeps-memory "'cache->words'"
    cache->hits = 0;
}
