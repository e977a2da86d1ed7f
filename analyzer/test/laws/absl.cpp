/* Trials of Abseil's hash containers. */
#include "test/laws/containers.hpp"

#include <absl/container/flat_hash_map.h>
#include <absl/container/flat_hash_set.h>
#include <absl/container/node_hash_map.h>
#include <absl/container/node_hash_set.h>

template <class Hash> using FlatMap = absl::flat_hash_map<Number, Number, Hash>;
template <class Hash> using FlatSet = absl::flat_hash_set<Number, Hash>;
template <class Hash> using NodeMap = absl::node_hash_map<Number, Number, Hash>;
template <class Hash> using NodeSet = absl::node_hash_set<Number, Hash>;

const LawTrial law_trials[] = {
    HASHED_TRIALS("absl::flat_hash_map", FlatMap<Spread>, FlatMap<Crowd>),
    HASHED_TRIALS("absl::flat_hash_set", FlatSet<Spread>, FlatSet<Crowd>),
    HASHED_TRIALS("absl::node_hash_map", NodeMap<Spread>, NodeMap<Crowd>),
    HASHED_TRIALS("absl::node_hash_set", NodeSet<Spread>, NodeSet<Crowd>),
    { nullptr, 0, nullptr, nullptr },
};
