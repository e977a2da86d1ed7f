/* Sixty-four fields, however one counts them. */
#include "maps.h"

ids *board(void)
{
    ids *m = ids_make(0); // want missing-prealloc "64"

    for (int row = 0; row < 8; row++)
        for (int column = 0; column < 8; column++)
            ids_put(m, row * 8 + column, 0);
    return m;
}
