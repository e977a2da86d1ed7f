#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct key { uint16_t family; uint8_t hops; uint32_t peer[4]; };
struct session { int id; struct key key; };

uint32_t jhash(const void *key, uint32_t length, uint32_t start);

/* What the object was made of is not seen here. */
unsigned session_hash(const void *data)
{
    const struct session *session = data;
    return jhash(&session->key, sizeof(session->key), 0);
}
