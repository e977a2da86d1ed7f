/* runtime-map: put after free. */
#include "maps.h"

void close_and_count(counts *m, const char *name)
{
    counts_free(m); // want use-after-free-map "'m'"
    counts_put(m, name, 1);
}
