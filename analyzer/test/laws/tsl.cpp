/* Trials of tsl::robin_map. */
#include "test/laws/containers.hpp"

#include <tsl/robin_map.h>
#include <tsl/robin_set.h>

template <class Hash> using Map = tsl::robin_map<Number, Number, Hash>;
template <class Hash> using Set = tsl::robin_set<Number, Hash>;

const LawTrial law_trials[] = {
    HASHED_TRIALS("tsl::robin_map", Map<Spread>, Map<Crowd>),
    HASHED_TRIALS("tsl::robin_set", Set<Spread>, Set<Crowd>),
    { nullptr, 0, nullptr, nullptr },
};
