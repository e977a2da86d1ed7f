/* Near miss: the constructor failed, there is no map. The second failure loses one. */
#include "maps.h"

int pair(void (*work)(int found))
{
    counts *a = counts_make(0), *b; // want map-leak "'a'"

    if (a == NULL)
        return -1;
    b = counts_make(0);
    if (b == NULL)
        return -1;
    counts_put(a, "a", 1);
    counts_put(b, "b", 1);
    work(counts_get(a, "b") == counts_get(b, "b"));
    counts_free(a);
    counts_free(b);
    return 0;
}

int pair_mended(void (*work)(int found))
{
    counts *a = counts_make(0), *b;

    if (a == NULL)
        return -1;
    b = counts_make(0);
    if (b == NULL) {
        counts_free(a);
        return -1;
    }
    work(counts_get(a, "b") == counts_get(b, "b"));
    counts_free(a);
    counts_free(b);
    return 0;
}
