/* std::unordered_map of libstdc++. */
#include "keys.h"

#include <unordered_map>

template <class Hash, class Equal>
using Table = std::unordered_map<Key, uint64_t, Hash, Equal>;

#include "map_std_like.h"
