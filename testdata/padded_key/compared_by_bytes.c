#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct key { uint32_t address; uint8_t family; };
struct entry { struct key key; UT_hash_handle hh; };

int is_it(struct entry *table, uint32_t address)
{
    struct entry *e, *tmp;
    struct key key;
    key.address = address;
    key.family = 2;
    HASH_ITER(hh, table, e, tmp)
        if (memcmp(&key, &e->key, sizeof key) == 0) // want padded-key "memcmp"
            return 1;
    return 0;
}
