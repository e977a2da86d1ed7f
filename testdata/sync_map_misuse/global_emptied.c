/* The map of the file. */
#include "smap.h"

static smap *cache;

void forget(void)
{
    smap_iter it;
    const char *key;
    smap_range(&it, cache);
    while (smap_next(&it, &key))
        smap_delete(cache, key); // want sync-map-misuse "'cache'"
}
