/* Memory, but nothing is given back; free, but no memory. */
#include "maps.h"

void memory_stats_reset(counts *stats)
{
    counts_clear(stats);
}

void freelist_init(ids *slots)
{
    ids_clear(slots);
}

void trim_names(counts *names)
{
    counts_clear(names);
}
