/* A scratch map of the function: its end gives all back. */
#include "maps.h"

int count_freed_memory(const int *numbers, int n)
{
    ids *scratch = ids_make((size_t)n);
    int most = 0;
    for (int round = 0; round < 4; round++) {
        for (int i = 0; i < n; i++)
            ids_put(scratch, numbers[i] % (round + 1), i);
        if ((int)ids_len(scratch) > most)
            most = (int)ids_len(scratch);
        ids_clear(scratch);
    }
    ids_free(scratch);
    return most;
}
