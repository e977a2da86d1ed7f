/* hash_clean() frees the buckets' entries, and keeps the index. */
#include "frr-hash.h"

void neighbours_reclaim(struct hash *neighbours, void (*drop)(void *))
{
    hash_clean(neighbours, drop); // want clear-keeps-memory "'neighbours'"
}
