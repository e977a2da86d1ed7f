/* rules/models/hashes.model at work: a key with padding that nobody has set. */
#include <stddef.h>
#include <stdint.h>

struct key {
    uint8_t kind;
    uint32_t number;
};

uint32_t jhash(const void *key, uint32_t length, uint32_t start);
uint64_t XXH64(const void *key, size_t length, uint64_t seed);
unsigned memhash(const void *key, size_t length);
uint64_t my_mix(const void *key, size_t length);

uint64_t hash_by_jenkins(uint32_t number)
{
    struct key key;
    key.kind = 1;
    key.number = number;
    return jhash(&key, sizeof key, 0); // want padded-key "jhash() reads all bytes"
}

uint64_t hash_by_xxhash(uint32_t number)
{
    struct key key;
    key.kind = 1;
    key.number = number;
    return XXH64(&key, sizeof key, 0); // want padded-key "XXH64"
}

uint64_t hash_by_members(uint32_t number)
{
    struct key key;
    key.kind = 1;
    key.number = number;
    return memhash(&key.number, sizeof key.number);
}

/* A function that nobody has said to hash. */
uint64_t hash_by_another(uint32_t number)
{
    struct key key;
    key.kind = 1;
    key.number = number;
    return my_mix(&key, sizeof key);
}
