#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

void both(HTAB *table, HTAB *other)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table);
    while ((entry = hash_seq_search(&status)) != NULL)
        entry->used = 0;
    hash_seq_init(&status, other);
    while ((entry = hash_seq_search(&status)) != NULL)
        entry->used = 0;
}
