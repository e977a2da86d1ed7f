#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

static int is_wanted(const Entry *entry, unsigned id)
{
    return entry->id == id && entry->used;
}

int has(HTAB *table, unsigned id)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table); // want open-iteration
    while ((entry = hash_seq_search(&status)) != NULL) {
        if (is_wanted(entry, id))
            return 1;
    }
    return 0;
}
