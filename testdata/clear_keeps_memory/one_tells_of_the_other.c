/* Told where it happens, not again in the caller. */
#include "maps.h"

static ids *index_;

static void index_shrink(void)
{
    if (index_)
        ids_clear(index_); // want clear-keeps-memory
}

void free_memory(void)
{
    index_shrink();
}
