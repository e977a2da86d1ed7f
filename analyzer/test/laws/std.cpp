/* Trials of the containers of libstdc++. */
#include "test/laws/containers.hpp"

#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

template <class Hash> using Map = std::unordered_map<Number, Number, Hash>;
template <class Hash> using Set = std::unordered_set<Number, Hash>;
template <class Hash> using Multimap = std::unordered_multimap<Number, Number, Hash>;
template <class Hash> using Multiset = std::unordered_multiset<Number, Hash>;
using OrderedMap = std::map<Number, Number>;
using OrderedSet = std::set<Number>;
using OrderedMultimap = std::multimap<Number, Number>;
using OrderedMultiset = std::multiset<Number>;

const LawTrial law_trials[] = {
    HASHED_TRIALS("std::unordered_map", Map<Spread>, Map<Crowd>),
    HASHED_TRIALS("std::unordered_set", Set<Spread>, Set<Crowd>),
    HASHED_TRIALS("std::unordered_multimap", Multimap<Spread>, Multimap<Crowd>),
    HASHED_TRIALS("std::unordered_multiset", Multiset<Spread>, Multiset<Crowd>),
    ORDERED_TRIALS("std::map", OrderedMap, OrderedMap),
    ORDERED_TRIALS("std::set", OrderedSet, OrderedSet),
    ORDERED_TRIALS("std::multimap", OrderedMultimap, OrderedMultimap),
    ORDERED_TRIALS("std::multiset", OrderedMultiset, OrderedMultiset),
    { nullptr, 0, nullptr, nullptr },
};
