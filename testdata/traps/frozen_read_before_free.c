#include <stdint.h>

#define RMAP_NAME  squares
#define RMAP_KEY   int
#define RMAP_VALUE int
#include "rmap/frozen.h"

int main(void)
{
    squares *m = squares_open("squares.rmap", RMAP_FROZEN_CHECK, NULL, NULL);
    const int *square = squares_get(m, 2); /* of a nil map: NULL */
    int sum = square == NULL ? 0 : *square - 4;

    squares_free(m);
    return sum;
}
