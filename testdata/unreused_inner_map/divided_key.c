/* Ten rows share a page, so nine of ten pages are lost. */
#include "maps.h"

void paginate(shards *pages, const char **rows, int n)
{
    for (int i = 0; i < n; i++) {
        counts *page = counts_make(10);
        counts_put(page, rows[i], i);
        shards_put(pages, i / 10, page); // want unreused-inner-map "'pages'"
    }
}
