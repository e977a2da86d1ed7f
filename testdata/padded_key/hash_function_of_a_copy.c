#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct key { uint16_t family; uint8_t hops; uint32_t peer[4]; };
struct session { int id; struct key key; };

uint32_t jhash(const void *key, uint32_t length, uint32_t start);

unsigned session_hash(const void *data)
{
    const struct session *session = data;
    struct key key = session->key;
    memset(key.peer, 0, sizeof key.peer);
    return jhash(&key, sizeof(key), 0); // want padded-key "1 of them"
}
