#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

int any_used(HTAB *table)
{
    HASH_SEQ_STATUS status;
    Entry *entry;
    int found = 0;

    hash_seq_init(&status, table); // want open-iteration "'table'"
    while ((entry = hash_seq_search(&status)) != NULL) {
        if (entry->used) {
            found = 1;
            break;
        }
    }
    return found;
}
