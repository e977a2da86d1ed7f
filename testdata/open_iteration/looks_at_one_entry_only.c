#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

/* One entry is as good as another. */
Entry *some_entry(HTAB *table)
{
    HASH_SEQ_STATUS status;

    hash_seq_init(&status, table); // want open-iteration
    return hash_seq_search(&status);
}
