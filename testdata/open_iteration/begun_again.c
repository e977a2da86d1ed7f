#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

/* After a change the scan starts over, with the same status. */
void drop_used(HTAB *table, HTAB *other)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table); // want open-iteration "begins another"
    while ((entry = hash_seq_search(&status)) != NULL)
        if (entry->used)
            break;
    hash_seq_init(&status, other);
    while (hash_seq_search(&status) != NULL)
        continue;
}
