#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

unsigned sum(HTAB *table)
{
    HASH_SEQ_STATUS status;
    unsigned total = 0;

    hash_seq_init(&status, table);
    for (;;) {
        Entry *entry = hash_seq_search(&status);
        if (entry == NULL)
            break;
        if (!entry->used)
            continue;
        total += entry->id;
    }
    return total;
}
