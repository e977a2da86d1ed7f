/* Made for one kind, written for the same kind. */
#include "maps.h"

enum kind { PLAIN, INDEXED, SORTED };

void run(enum kind kind, const char **names, int n)
{
    counts *index = NULL;

    if (kind == INDEXED)
        index = counts_make((size_t)n);
    for (int i = 0; i < n; i++)
        if (kind == INDEXED)
            counts_put(index, names[i], i);
    counts_free(index);
}

void run_text(const char *mode, int level)
{
    counts *seen = NULL;

    if (level == 3)
        seen = counts_make(64);
    if (level != 3)
        return;
    counts_put(seen, mode, level);
    counts_free(seen);
}

void run_wrongly(enum kind kind, const char *name)
{
    counts *index = NULL;

    if (kind == INDEXED)
        index = counts_make(0);
    if (kind == SORTED)
        counts_put(index, name, 1); // want nil-map-write "'index'"
    counts_free(index);
}
