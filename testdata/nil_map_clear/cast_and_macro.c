/* The guard is in a macro, the test through a cast and a double negation. */
#include "maps.h"

#define CLEAR_IF(m)                                                                    \
    do {                                                                               \
        if ((m) != NULL)                                                               \
            counts_clear(m);                                                           \
    } while (0)

void f(int on)
{
    counts *m = on ? counts_make(0) : NULL;

    CLEAR_IF(m);
    if (!!m)
        counts_clear(m);
    if ((void *)m)
        counts_clear(m);
    if (m == (counts *)0)
        return;
    counts_clear(m);
    counts_free(m);
}
