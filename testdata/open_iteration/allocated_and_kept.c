#include "hsearch.h"

typedef struct Entry {
    unsigned id;
    int used;
} Entry;

void *palloc(size_t size);

typedef struct Call {
    void *state;
} Call;

void begin(Call *call, HTAB *table)
{
    HASH_SEQ_STATUS *status = palloc(sizeof *status);

    hash_seq_init(status, table);
    call->state = status;
}
