#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

void raise(int level, const char *text) __attribute__((noreturn));

void check(HTAB *table)
{
    HASH_SEQ_STATUS status;
    Entry *entry;

    hash_seq_init(&status, table);
    while ((entry = hash_seq_search(&status)) != NULL)
        if (!entry->used)
            raise(20, "an entry is not used");
}
