#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct thread { int kind; uint64_t number; };
struct entry { struct thread owner; UT_hash_handle hh; };

void add(struct entry **table, int kind)
{
    struct entry *e = malloc(sizeof *e);
    if (e == NULL)
        abort();
    memset(e, 0, sizeof *e);
    e->owner.kind = kind;
    HASH_ADD(hh, *table, owner, sizeof e->owner, e);
}
