#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

unsigned id_of_used(HTAB *table)
{
    HASH_SEQ_STATUS status;
    Entry *entry;
    unsigned id = 0;

    hash_seq_init(&status, table);
    while ((entry = hash_seq_search(&status)) != NULL) {
        if (entry->used) {
            id = entry->id;
            break;
        }
    }
    if (entry != NULL)
        hash_seq_term(&status);
    return id;
}
