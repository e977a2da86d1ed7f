#include "rmap/own.h"

#include "block.h"

#include <string.h>

size_t rmap_own_size(const char *text)
{
    return strlen(text) + 1;
}

const char *rmap_own_copy(const RmapAllocator *a, const char *text)
{
    size_t size = rmap_own_size(text);
    char *copy = rmap_block_take(a, size);

    return copy == NULL ? NULL : memcpy(copy, text, size);
}

void rmap_own_free(const RmapAllocator *a, const char *copy)
{
    void *block;

    if (copy == NULL)
        return;
    memcpy(&block, &copy, sizeof block); /* it was made here, as char */
    rmap_block_give(a, block, rmap_own_size(copy));
}
