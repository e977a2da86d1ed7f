#include <stdint.h>

#define RMAP_NAME       ages
#define RMAP_KEY        int
#define RMAP_VALUE      int
#define RMAP_LESS(a, b) ((a) < (b))
#include "rmap/sorted.h"

// traps: iteration goes on after a new key was put

int main(void)
{
    ages *m = ages_make(0);
    ages_iter it;

    if (m == NULL || !ages_put(m, 1, 2) || !ages_put(m, 2, 3))
        return 1;
    ages_iter_init(&it, m);
    while (ages_next(&it))
        ages_put(m, *it.key + 10, 1); // want mutate-in-iteration "'m'"
    ages_free(m);
    return 0;
}
