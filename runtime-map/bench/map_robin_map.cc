/* tsl::robin_map, with its default growth. */
/* needs: tsl/robin_map.h */
#include "keys.h"

#include <tsl/robin_map.h>

template <class Hash, class Equal>
using Table = tsl::robin_map<Key, uint64_t, Hash, Equal>;

#include "map_std_like.h"
