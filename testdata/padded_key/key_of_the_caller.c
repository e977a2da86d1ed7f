#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct route { uint8_t family; uint32_t address; };
struct entry { struct route key; UT_hash_handle hh; };

/* Who made the key may have zeroed it. */
struct entry *find(struct entry *table, const struct route *key)
{
    struct entry *e;
    HASH_FIND(hh, table, key, sizeof *key, e);
    return e;
}

void add(struct entry **table, struct entry *e)
{
    HASH_ADD(hh, *table, key, sizeof e->key, e);
}

struct entry *find_by_value(struct entry *table, struct route key)
{
    struct entry *e;
    HASH_FIND(hh, table, &key, sizeof key, e);
    return e;
}
