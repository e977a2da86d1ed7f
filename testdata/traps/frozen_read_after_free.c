#include <stdint.h>

#define RMAP_NAME  squares
#define RMAP_KEY   int
#define RMAP_VALUE int
#include "rmap/frozen.h"

// traps-not: the memory of a map that was freed is unmapped

int main(void)
{
    squares *m = squares_open("squares.rmap", RMAP_FROZEN_CHECK, NULL, NULL);
    const int *square;
    int sum;

    if (m == NULL)
        return 0;
    square = squares_get(m, 2);
    if (square == NULL)
        return 1;
    // want+1 stale-value-pointer "'square'"
    squares_free(m); // want use-after-free-map "'m'"
    sum = *square;
    return sum + (squares_get(m, 3) != NULL);
}
