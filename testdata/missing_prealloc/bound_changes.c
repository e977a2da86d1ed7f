/* The loop moves its own end. */
#include "maps.h"

ids *until_settled(int (*more)(int i))
{
    ids *m = ids_make(0);
    int end = 1;

    for (int i = 0; i < end; i++) {
        ids_put(m, i, 1);
        end += more(i);
    }
    return m;
}
