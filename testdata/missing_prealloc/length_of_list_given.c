#include "maps.h"

typedef struct {
    const char **items;
    size_t length;
} Names;

counts *index_of(const Names *names)
{
    counts *m = counts_make(0); // want missing-prealloc "names->length"

    for (size_t i = 0; i < names->length; i++)
        counts_put(m, names->items[i], (int)i);
    return m;
}
