/* The key is the counter of the outer loop, the store is in the inner one. */
#include "maps.h"

void each_pair(shards *all, const char **names, int n)
{
    for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
            counts *one = counts_make(0);
            counts_put(one, names[j], j);
            shards_put(all, i, one); // want unreused-inner-map "'all'"
        }
    }
}

void each_row(shards *all, const char **names, int n)
{
    for (int i = 0; i < n; i++) {
        counts *row = counts_make((size_t)n);
        for (int j = 0; j < n; j++)
            counts_put(row, names[j], j);
        shards_put(all, i, row);
    }
}

void each_cell(shards *all, int n)
{
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
            shards_put(all, i * n + j, counts_make(0));
}
