#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

static HASH_SEQ_STATUS status;

Entry *first(HTAB *table)
{
    hash_seq_init(&status, table);
    return hash_seq_search(&status);
}

Entry *next(void)
{
    return hash_seq_search(&status);
}

Entry *turn(HTAB *table, int again)
{
    static HASH_SEQ_STATUS own;

    if (again)
        hash_seq_init(&own, table);
    return hash_seq_search(&own);
}
