#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

typedef struct Cursor {
    HASH_SEQ_STATUS status;
    int started;
} Cursor;

/* A function that gives a row each time it is called. */
Entry *next_row(Cursor *cursor, HTAB *table)
{
    if (!cursor->started) {
        hash_seq_init(&cursor->status, table);
        cursor->started = 1;
    }
    return hash_seq_search(&cursor->status);
}
