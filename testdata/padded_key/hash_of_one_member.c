#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct key { uint16_t family; uint8_t hops; uint32_t peer[4]; };

uint32_t jhash(const void *key, uint32_t length, uint32_t start);

unsigned key_hash(uint16_t family, uint32_t peer)
{
    struct key key;
    key.family = family;
    key.peer[0] = peer;
    return jhash(&key.family, sizeof key.family, 0) + jhash(key.peer, sizeof key.peer, 1);
}
