/* The loop may find no map; what follows it tests for that. */
#include "maps.h"

typedef struct {
    const char *name;
    counts *m;
} Named;

void reset(Named *all, int n, const char *name)
{
    counts *found = NULL;

    for (int i = 0; i < n; i++) {
        if (strcmp(all[i].name, name) == 0) {
            found = all[i].m;
            break;
        }
    }
    if (found)
        counts_clear(found);
}

void reset_untested(Named *all, int n, const char *name)
{
    counts *found = NULL;

    for (int i = 0; i < n; i++) {
        if (strcmp(all[i].name, name) == 0) {
            found = all[i].m;
            break;
        }
    }
    counts_clear(found); // want nil-map-clear "'found'"
}
