#include "maps.h"

counts *find(const char *name);

void f(const char *name)
{
    counts *m;

    if ((m = find(name)) != NULL)
        counts_clear(m);
    if (!(m = find("other")))
        return;
    counts_clear(m);
}

void g(const char *name)
{
    counts *m;

    if ((m = find(name)) == NULL)
        counts_clear(m); // want nil-map-clear "'m'"
}
