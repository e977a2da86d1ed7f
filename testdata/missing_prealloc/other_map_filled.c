/* The loop fills another map than the one that is made here. */
#include "maps.h"

ids *mark(ids *all)
{
    ids *marks = ids_make(0);

    for (int i = 0; i < 1000; i++)
        ids_put(all, i, 0);
    ids_put(marks, 1, 1);
    return marks;
}
