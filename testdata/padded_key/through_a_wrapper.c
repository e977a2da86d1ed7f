#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct key { uint32_t address; uint8_t family; };
struct entry { struct key key; UT_hash_handle hh; };
#define ENTRIES_FIND(table, k, out) HASH_FIND(hh, (table), (k), sizeof(struct key), (out))

struct entry *find(struct entry *table, uint32_t address)
{
    struct entry *e;
    struct key key;
    key.address = address;
    key.family = 2;
    ENTRIES_FIND(table, &key, e); // want padded-key "'key'"
    return e;
}
