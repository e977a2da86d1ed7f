/* What is put is taken out again: never more than one at a time. */
#include "maps.h"

void pulse(void (*look)(const ids *m))
{
    ids *m = ids_make(0);

    for (int i = 0; i < 1000; i++) {
        ids_put(m, i, 1);
        look(m);
        ids_delete(m, i);
    }
    ids_free(m);
}
