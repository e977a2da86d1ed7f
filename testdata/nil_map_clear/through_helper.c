#include "maps.h"

typedef struct {
    counts *hits;
    int total;
} Stats;

static void stats_reset(Stats *stats)
{
    stats->total = 0;
    counts_clear(stats->hits);
}

void measure(int (*work)(void))
{
    Stats stats = { NULL, 0 };

    stats.total = work();
    stats_reset(&stats); // want nil-map-clear "hits'"
}
