/* The loop is long, the first hit ends it. */
#include "maps.h"

ids *first_negative(const int *numbers)
{
    ids *m = ids_make(0);

    for (int i = 0; i < 1000; i++) {
        if (numbers[i] < 0) {
            ids_put(m, numbers[i], i);
            break;
        }
    }
    return m;
}
