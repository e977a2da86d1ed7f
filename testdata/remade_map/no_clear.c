/* The library cannot empty a table. */
#include "hsearch.h"

long groups(const HASHCTL *how, const int *keys, int rows, int columns)
{
    long sum = 0;
    for (int r = 0; r < rows; r++) {
        bool found;
        HTAB *group = hash_create("group", 64, how, HASH_ELEM | HASH_BLOBS);
        for (int c = 0; c < columns; c++)
            hash_search(group, &keys[r * columns + c], HASH_ENTER, &found);
        sum += hash_get_num_entries(group);
        hash_destroy(group);
    }
    return sum;
}
