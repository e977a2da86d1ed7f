#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

int over(HTAB *table, int limit)
{
    HASH_SEQ_STATUS status;
    Entry *entry;
    bool early = false;

    hash_seq_init(&status, table);
    while ((entry = hash_seq_search(&status)) != NULL) {
        if (entry->used > limit) {
            early = true;
            break;
        }
    }
    if (early)
        hash_seq_term(&status);
    return early;
}
