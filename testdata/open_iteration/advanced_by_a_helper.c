#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

static Entry *next_used(HASH_SEQ_STATUS *status)
{
    Entry *entry;

    while ((entry = hash_seq_search(status)) != NULL)
        if (entry->used)
            return entry;
    return NULL;
}

unsigned count(HTAB *table)
{
    HASH_SEQ_STATUS status;
    unsigned n = 0;

    hash_seq_init(&status, table);
    while (next_used(&status) != NULL)
        n++;
    return n;
}
