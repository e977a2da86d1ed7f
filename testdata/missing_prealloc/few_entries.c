/* Under sixteen a map grows once at most. */
#include "maps.h"

static const char *const days[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

counts *day_table(void)
{
    counts *table = counts_make(0);

    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        counts_put(table, days[i], (int)i);
    return table;
}

ids *fifteen(void)
{
    ids *m = ids_make(0);

    for (int i = 0; i < 15; i++)
        ids_put(m, i, i);
    return m;
}
