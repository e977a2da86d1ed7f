/* runtime-map keeps the pointer to the text, not a copy. */
#include "maps.h"

#include <stdlib.h>

void count(counts *m, const char *name)
{
    char *key = strdup(name);

    counts_put(m, key, 1);
    free(key); // want freed-entry "as a key"
}
