#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct route { uint8_t family; uint32_t address; };
struct entry { struct route key; UT_hash_handle hh; };

static void route_init(struct route *key, uint8_t family)
{
    memset(key, 0, sizeof *key);
    key->family = family;
}

struct entry *find(struct entry *table)
{
    struct route key;
    struct entry *e;
    route_init(&key, 2);
    key.address = 1;
    HASH_FIND(hh, table, &key, sizeof key, e);
    return e;
}
