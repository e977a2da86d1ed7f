#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct route { uint8_t family; uint32_t address; char name[8]; };
struct entry { struct route key; UT_hash_handle hh; };

struct entry *find(struct entry *table, uint8_t family)
{
    struct route key;
    struct entry *e;
    memset(key.name, 0, sizeof key.name);
    key.family = family;
    key.address = 1;
    HASH_FIND(hh, table, &key, sizeof key, e); // want padded-key "'key'"
    return e;
}
