/* ankerl::unordered_dense::map. */
/* needs: ankerl/unordered_dense.h */
#include "keys.h"

#include <ankerl/unordered_dense.h>

template <class Hash, class Equal>
using Table = ankerl::unordered_dense::map<Key, uint64_t, Hash, Equal>;

#include "map_std_like.h"
