#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct key { uint32_t address; uint8_t family; };
struct entry { struct key key; UT_hash_handle hh; };

void add(struct entry **table, uint32_t address)
{
    struct entry *e = malloc(sizeof *e);
    e->key.address = address;
    e->key.family = 2;
    HASH_ADD_KEYPTR(hh, *table, &e->key, sizeof e->key, e); // want padded-key "'e->key'"
}
