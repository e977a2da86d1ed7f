#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

/* One entry a call; the caller ends it. */
Entry *next_used(HASH_SEQ_STATUS *status)
{
    Entry *entry;

    while ((entry = hash_seq_search(status)) != NULL)
        if (entry->used)
            return entry;
    return NULL;
}

void begin(HASH_SEQ_STATUS *status, HTAB *table)
{
    hash_seq_init(status, table);
}
