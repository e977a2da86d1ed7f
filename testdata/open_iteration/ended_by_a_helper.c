#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

static void leave(HASH_SEQ_STATUS *status, int *count)
{
    (*count)++;
    hash_seq_term(status);
}

int any_used(HTAB *table, int *count)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table);
    while ((entry = hash_seq_search(&status)) != NULL)
        if (entry->used) {
            leave(&status, count);
            return 1;
        }
    return 0;
}
