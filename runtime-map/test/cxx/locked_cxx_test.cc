// A locked map from C++.
#include <cstdint>

#define RMAP_NAME            ints
#define RMAP_KEY             int
#define RMAP_VALUE           long
#define RMAP_HASH(key, seed) rmap_hash_u64(static_cast<uint64_t>(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME shared
#define RMAP_OF   ints
#include "rmap/locked.h"

int main()
{
    shared *s = shared_make(0);
    long value = 0;
    bool right = s != nullptr;

    for (int i = 0; right && i < 100; i++)
        right = shared_put(s, i, i);
    if (right) {
        *ints_get(shared_write_begin(s), 7) = 70;
        shared_write_end(s);
    }
    right = right && shared_get(s, 7, &value) && value == 70 && shared_len(s) == 100;
    shared_free(s);
    return right ? 0 : 1;
}
