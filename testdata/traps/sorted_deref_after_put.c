#include <stdint.h>

#define RMAP_NAME       ages
#define RMAP_KEY        int
#define RMAP_VALUE      int
#define RMAP_LESS(a, b) ((a) < (b))
#include "rmap/sorted.h"

// traps: use of a borrowed pointer after a new key was put

int main(void)
{
    ages *m = ages_make(0);
    ages_ref ref;
    int sum;

    if (m == NULL || !ages_put(m, 1, 2) || !ages_put(m, 2, 3))
        return 1;
    ref = ages_borrow(m, 1);
    ages_put(m, 3, 4);
    sum = *ages_deref(m, ref); // known-miss stale-value-pointer
    ages_free(m);
    return sum;
}
