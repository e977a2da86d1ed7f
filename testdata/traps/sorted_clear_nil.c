#include <stdint.h>

#define RMAP_NAME       ages
#define RMAP_KEY        int
#define RMAP_VALUE      int
#define RMAP_LESS(a, b) ((a) < (b))
#include "rmap/sorted.h"

// traps: clear of nil map

int main(void)
{
    ages *m = NULL;

    ages_clear(m); // want nil-map-clear "'m'"
    return 0;
}
