#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

int drain(HTAB *table)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table);
    while ((entry = hash_seq_search(&status)) != NULL)
        if (entry->used) {
            hash_destroy(table);
            return 1;
        }
    return 0;
}
