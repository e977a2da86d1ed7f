/* Near miss: the error code says what to undo. */
#include "maps.h"

int load(counts *into, int from);

counts *loaded(int from)
{
    counts *m = counts_make(0);
    int rc;

    if (m == NULL)
        return NULL;
    rc = load(m, from);
    if (rc < 0) {
        counts_free(m);
        m = NULL;
    }
    return m;
}

int swapped(int from, counts **old)
{
    counts *m = counts_make(0);
    int failed = m == NULL;

    if (!failed)
        failed = load(NULL, from) != 0;
    if (!failed) {
        counts_free(*old);
        *old = m;
    } else if (m) {
        counts_free(m);
    }
    return failed;
}
