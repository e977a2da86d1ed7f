#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct thread { int kind; uint64_t number; };
struct context { struct thread owner; };
struct entry { struct thread owner; int slot; UT_hash_handle hh; };

void add(struct entry **table, const struct context *context)
{
    struct entry *e = malloc(sizeof *e);
    if (e == NULL)
        abort();
    e->owner = context->owner;
    e->slot = 1;
    HASH_ADD(hh, *table, owner, sizeof(struct thread), e); // want padded-key "assignment"
}
