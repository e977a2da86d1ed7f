#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct key { uint32_t address; uint8_t family; };
struct entry { struct key key; UT_hash_handle hh; };

/* Starts as zeros. */
struct entry *find(struct entry *table, uint32_t address)
{
    static struct key key;
    struct entry *e;
    key.address = address;
    key.family = 2;
    HASH_FIND(hh, table, &key, sizeof key, e);
    return e;
}
