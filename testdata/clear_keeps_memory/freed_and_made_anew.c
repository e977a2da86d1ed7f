/* The advice, followed. */
#include "maps.h"

int malloc_trim(size_t pad);

static ids *seen;

void on_low_memory(void)
{
    ids_free(seen);
    seen = ids_make(0);
    malloc_trim(0);
}
