/* The advice says what a clear of this library saves. */
#include "maps.h"

int busiest(const int *events, int rows)
{
    int most = 0;
    for (int r = 0; r < rows; r++) {
        ids *hits = ids_make(0); // want remade-map "keeps its buckets"
        for (const int *at = events; *at; at++)
            ids_put(hits, *at, r);
        if ((int)ids_len(hits) > most)
            most = (int)ids_len(hits);
        ids_free(hits);
    }
    return most;
}
