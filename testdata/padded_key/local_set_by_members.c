#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct route { uint8_t family; uint32_t address; };
struct entry { struct route key; int cost; UT_hash_handle hh; };

struct entry *find(struct entry *table, uint8_t family, uint32_t address)
{
    struct route key;
    struct entry *e;
    key.family = family;
    key.address = address;
    HASH_FIND(hh, table, &key, sizeof(struct route), e); // want padded-key "3 of them"
    return e;
}
