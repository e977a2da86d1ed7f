#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

struct thread {
    uint64_t kind;
    union {
        uint64_t number;
        char name[8];
    };
};
struct entry { struct thread key; UT_hash_handle hh; };

struct entry *find(struct entry *table, uint64_t number)
{
    struct entry *e;
    struct thread key;
    key.kind = 1;
    key.number = number;
    HASH_FIND(hh, table, &key, sizeof key, e);
    return e;
}
