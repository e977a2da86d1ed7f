/* An upper bound is worth saying, and to be called one. */
#include "maps.h"

ids *odd_ones(const int *numbers)
{
    ids *odd = ids_make(0); // want missing-prealloc "500"

    for (int i = 0; i < 500; i++)
        if (numbers[i] % 2)
            ids_put(odd, numbers[i], i);
    return odd;
}
