#include "rmap/panic.h"

#include <stdio.h>
#include <stdlib.h>

void rmap_panic(const char *message, const char *map)
{
    fprintf(stderr, "rmap: panic: %s (%s)\n", message, map);
    abort();
}
