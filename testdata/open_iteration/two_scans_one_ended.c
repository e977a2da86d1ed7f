#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

int same(HTAB *a, HTAB *b)
{
    HASH_SEQ_STATUS outer, inner;
    Entry *x, *y;

    hash_seq_init(&outer, a); // want open-iteration "'a'"
    while ((x = hash_seq_search(&outer)) != NULL) {
        hash_seq_init(&inner, b);
        while ((y = hash_seq_search(&inner)) != NULL) {
            if (x->id == y->id && x->used != y->used) {
                hash_seq_term(&inner);
                return 0;
            }
        }
    }
    return 1;
}
