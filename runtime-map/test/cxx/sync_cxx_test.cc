// The sync map from C++.
#include <cstdint>

#define RMAP_NAME              ints
#define RMAP_KEY               int
#define RMAP_VALUE             long
#define RMAP_HASH(key, seed)   rmap_hash_u64(static_cast<uint64_t>(key), seed)
#define RMAP_EQUAL(a, b)       ((a) == (b))
#define RMAP_VALUE_EQUAL(a, b) ((a) == (b))
#include "rmap/sync.h"

#define RMAP_NAME            numbers
#define RMAP_KEY             int
#define RMAP_HASH(key, seed) rmap_hash_u64(static_cast<uint64_t>(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/sync.h"

int main()
{
    ints *m = ints_make(0);
    numbers *set = numbers_make(0);
    long sum = 0;
    long value = 0;
    ints_iter it;
    bool right = m != nullptr && set != nullptr;

    for (int i = 0; right && i < 100; i++)
        right = ints_put(m, i, i) && numbers_add(set, i % 10, nullptr);
    right = right && ints_compare_and_swap(m, 1, 1, 101) == RMAP_SWAPPED &&
            ints_get(m, 1, &value) && value == 101 && numbers_len(set) == 10;
    for (ints_iter_init(&it, m); ints_next(&it);)
        sum += *it.value;
    ints_free(m);
    numbers_free(set);
    return right && sum == 4950 + 100 ? 0 : 1;
}
