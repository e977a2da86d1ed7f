/* absl::flat_hash_map. */
/* needs: absl/container/flat_hash_map.h */
/* libraries: absl_flat_hash_map */
#include "keys.h"

#include <absl/container/flat_hash_map.h>

template <class Hash, class Equal>
using Table = absl::flat_hash_map<Key, uint64_t, Hash, Equal>;

#include "map_std_like.h"
