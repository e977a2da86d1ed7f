#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <uthash.h>

enum kind { BY_PROCESS, BY_NUMBER };
struct thread {
    enum kind kind;
    union {
        int process;
        uint64_t number;
    } of;
};
struct entry { struct thread key; UT_hash_handle hh; };

struct entry *find(struct entry *table, uint64_t number)
{
    struct entry *e;
    struct thread key;
    key.kind = BY_NUMBER;
    key.of.number = number;
    HASH_FIND(hh, table, &key, sizeof key, e); // want padded-key "4 of them"
    return e;
}
