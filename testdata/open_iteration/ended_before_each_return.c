#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

unsigned id_of_used(HTAB *table, unsigned limit)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table);
    while ((entry = hash_seq_search(&status)) != NULL) {
        if (entry->id > limit) {
            hash_seq_term(&status);
            return 0;
        }
        if (entry->used) {
            hash_seq_term(&status);
            return entry->id;
        }
    }
    return 0;
}
