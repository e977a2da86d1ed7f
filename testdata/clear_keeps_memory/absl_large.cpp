/* Abseil gives back the array of a large map. */
#include <absl/container/flat_hash_map.h>

void reclaim(absl::flat_hash_map<int, int> &m)
{
    m.clear();
}
