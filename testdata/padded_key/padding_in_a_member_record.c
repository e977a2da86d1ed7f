#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct point { uint8_t layer; uint16_t x; };
struct key { uint32_t map; struct point at; };
struct entry { struct key key; UT_hash_handle hh; };

struct entry *find(struct entry *table, uint16_t x)
{
    struct entry *e;
    struct key key;
    key.map = 1;
    key.at.layer = 2;
    key.at.x = x;
    HASH_FIND(hh, table, &key, sizeof key, e); // want padded-key "1 of them"
    return e;
}
