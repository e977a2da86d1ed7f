#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

int check(HTAB *table, int limit)
{
    HASH_SEQ_STATUS status;
    Entry *entry;
    int rc = -1;

    hash_seq_init(&status, table); // want open-iteration
    while ((entry = hash_seq_search(&status)) != NULL) {
        if (entry->used > limit)
            goto out;
        entry->used++;
    }
    rc = 0;
out:
    return rc;
}
