#include "maps.h"

int unique_of(const int *given)
{
    int window[128];
    ids *seen = ids_make(0); // want missing-prealloc "128"
    int unique;

    memcpy(window, given, sizeof window);
    for (unsigned i = 0; i < sizeof window / sizeof *window; i++)
        ids_put(seen, window[i], 1);
    unique = (int)ids_len(seen);
    ids_free(seen);
    return unique;
}
