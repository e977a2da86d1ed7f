/* Either flag makes the map; either flag clears it. */
#include "maps.h"

void run(int a, int b, void (*work)(counts *m))
{
    counts *m = NULL;

    if (a || b)
        m = counts_make(0);
    work(m);
    if (a)
        counts_clear(m);
    else if (b)
        counts_clear(m);
    counts_free(m);
}

void run_wrongly(int a, int b, void (*work)(counts *m))
{
    counts *m = NULL;

    if (a && b)
        m = counts_make(0);
    work(m);
    if (a || b)
        counts_clear(m); // want nil-map-clear "'m'"
    counts_free(m);
}
