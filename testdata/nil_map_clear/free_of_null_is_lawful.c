/* Freeing a nil map of runtime-map is as lawful as free(NULL). */
#include "maps.h"

int load(const char *path, int (*parse)(const char *path, counts *into))
{
    counts *m = NULL;
    int status = -1;

    if (path == NULL)
        goto out;
    m = counts_make(0);
    if (m == NULL)
        goto out;
    status = parse(path, m);
out:
    counts_free(m);
    return status;
}
