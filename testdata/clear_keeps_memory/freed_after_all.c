/* The clear runs before the free. */
#include "maps.h"

int malloc_trim(size_t pad);

typedef struct Cache {
    counts *words;
} Cache;

void cache_free_memory(Cache *cache)
{
    counts_clear(cache->words);
    counts_free(cache->words);
    cache->words = NULL;
    malloc_trim(0);
}
