/* The helper gives a map or an error, never neither. */
#include "maps.h"

static int open_map(int size, counts **out)
{
    if (size <= 0) {
        *out = NULL;
        return -1;
    }
    *out = counts_make((size_t)size);
    return 0;
}

int run(int size)
{
    counts *m;

    if (open_map(size, &m) < 0)
        return -1;
    counts_clear(m);
    counts_free(m);
    return 0;
}

void run_unchecked(void)
{
    counts *m;

    open_map(0, &m);
    counts_clear(m); // want nil-map-clear "'m'"
}
