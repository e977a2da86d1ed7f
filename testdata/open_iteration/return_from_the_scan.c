#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

unsigned id_of_used(HTAB *table)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table); // want open-iteration "hash_seq_term"
    while ((entry = hash_seq_search(&status)) != NULL)
        if (entry->used)
            return entry->id;
    return 0;
}
