#include "maps.h"

void run(int n, void (*work)(counts **all))
{
    counts *all[4] = { NULL, NULL, NULL, NULL };

    for (int i = 0; i < 4; i++)
        all[i] = counts_make((size_t)n);
    work(all);
    for (int i = 0; i < 4; i++)
        counts_clear(all[i]);
}
