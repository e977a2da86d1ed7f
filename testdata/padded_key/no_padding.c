#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct packet { uint64_t message, address; };
struct entry { struct packet key; UT_hash_handle hh; };

struct entry *find(struct entry *table, uint64_t message, uint64_t address)
{
    struct packet key;
    struct entry *e = NULL;
    key.message = message;
    key.address = address;
    HASH_FIND(hh, table, &key, sizeof(struct packet), e);
    return e;
}
