/* Nothing is written once something has failed. */
#include "maps.h"

int build(const char **names, int n, counts **out)
{
    counts *m = NULL;
    int error = 0;

    if (n < 0)
        error = -1;
    if (!error) {
        m = counts_make((size_t)n);
        if (!m)
            error = -2;
    }
    for (int i = 0; !error && i < n; i++)
        if (!counts_put(m, names[i], i))
            error = -3;
    *out = m;
    return error;
}
