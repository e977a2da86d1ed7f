/* boost::unordered_flat_map, from 1.81 on. */
/* needs: boost/unordered/unordered_flat_map.hpp */
#include "keys.h"

#include <boost/unordered/unordered_flat_map.hpp>

template <class Hash, class Equal>
using Table = boost::unordered_flat_map<Key, uint64_t, Hash, Equal>;

#include "map_std_like.h"
