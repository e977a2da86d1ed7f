#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct route { uint8_t family; uint32_t address; };
struct entry { struct route key; UT_hash_handle hh; };

struct entry *find(struct entry *table, uint8_t family)
{
    struct route key = { 0 };
    struct entry *e;
    key.family = family;
    HASH_FIND(hh, table, &key, sizeof key, e);
    return e;
}
