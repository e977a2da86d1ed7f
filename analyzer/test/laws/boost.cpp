/* Trials of Boost's hash containers; the flat ones came with 1.81. */
#include "test/laws/containers.hpp"

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <boost/unordered_map.hpp>
#include <boost/unordered_set.hpp>

template <class Hash> using Map = boost::unordered_map<Number, Number, Hash>;
template <class Hash> using Set = boost::unordered_set<Number, Hash>;
template <class Hash> using FlatMap = boost::unordered_flat_map<Number, Number, Hash>;
template <class Hash> using FlatSet = boost::unordered_flat_set<Number, Hash>;

const LawTrial law_trials[] = {
    HASHED_TRIALS("boost::unordered::unordered_map", Map<Spread>, Map<Crowd>),
    HASHED_TRIALS("boost::unordered::unordered_set", Set<Spread>, Set<Crowd>),
    HASHED_TRIALS("boost::unordered::unordered_flat_map", FlatMap<Spread>,
                  FlatMap<Crowd>),
    HASHED_TRIALS("boost::unordered::unordered_flat_set", FlatSet<Spread>,
                  FlatSet<Crowd>),
    { nullptr, 0, nullptr, nullptr },
};
