#include <stdint.h>

#define RMAP_NAME       ages
#define RMAP_KEY        int
#define RMAP_VALUE      int
#define RMAP_LESS(a, b) ((a) < (b))
#include "rmap/sorted.h"

// traps-not: a plain pointer into the map; ages_deref of a borrowed one traps

int main(void)
{
    ages *m = ages_make(0);
    int *age;
    int sum;

    if (m == NULL || !ages_put(m, 1, 2))
        return 1;
    age = ages_get(m, 1);
    ages_put(m, 2, 3); // want stale-value-pointer "'age'"
    sum = *age;
    ages_free(m);
    return sum;
}
