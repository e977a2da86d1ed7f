#include <stdint.h>

#define RMAP_NAME       ages
#define RMAP_KEY        int
#define RMAP_VALUE      int
#define RMAP_LESS(a, b) ((a) < (b))
#include "rmap/sorted.h"

int main(void)
{
    ages *m = ages_make(0);
    bool put = m != NULL && ages_put(m, 1, 2);

    ages_free(m);
    return put ? 0 : 1;
}
