#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct key { uint32_t address; uint8_t family; };
struct entry { struct key key; UT_hash_handle hh; };

/* All bytes are copied, those between the members too. */
struct entry *find(struct entry *table, const struct entry *like)
{
    struct entry *e;
    struct key key;
    memcpy(&key, &like->key, sizeof key);
    HASH_FIND(hh, table, &key, sizeof key, e);
    return e;
}
