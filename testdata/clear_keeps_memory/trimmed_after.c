/* The allocator is asked to return what is free; the buckets are not. */
#include "maps.h"

int malloc_trim(size_t pad);

static ids *seen;

void end_of_burst(void)
{
    if (!seen)
        return;
    ids_clear(seen); // want clear-keeps-memory "free 'seen'"
    malloc_trim(0);
}
