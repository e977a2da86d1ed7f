/* The trim belongs to what came before. */
#include "maps.h"

int malloc_trim(size_t pad);

void next_round(ids *seen, int *numbers)
{
    free(numbers);
    malloc_trim(0);
    ids_clear(seen);
}
