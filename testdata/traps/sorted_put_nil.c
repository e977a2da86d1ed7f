#include <stdint.h>

#define RMAP_NAME       ages
#define RMAP_KEY        int
#define RMAP_VALUE      int
#define RMAP_LESS(a, b) ((a) < (b))
#include "rmap/sorted.h"

// traps: assignment to entry in nil map

int main(void)
{
    ages *m = NULL;

    ages_put(m, 1, 2); // want nil-map-write "'m'"
    return 0;
}
