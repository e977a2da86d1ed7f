/* The second look-up makes an entry, and the first pointer may be stale by then. */
#include "maps.h"

void move(counts *m, const char *from, const char *to)
{
    int *source = counts_get_or_put(m, from, NULL);
    int *target = counts_get_or_put(m, to, NULL); // want stale-value-pointer "'source'"

    *target += *source;
    *source = 0;
}
