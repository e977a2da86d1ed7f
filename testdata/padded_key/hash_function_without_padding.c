#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct key { uint16_t family; uint16_t hops; uint32_t peer[4]; } __attribute__((packed));
struct session { int id; struct key key; };

uint32_t jhash(const void *key, uint32_t length, uint32_t start);

unsigned session_hash(const void *data)
{
    const struct session *session = data;
    struct key key = session->key;
    return jhash(&key, sizeof(key), 0);
}
