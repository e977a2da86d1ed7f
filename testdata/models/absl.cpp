/* Abseil: what a rehash moves, and what erase ends. */
#include "absl/container/hash_maps.h"

using Map = absl::flat_hash_map<int, int>;

void erase_and_step(Map &m)
{
    for (auto it = m.begin(); it != m.end(); ++it)
        if (it->second == 0)
            m.erase(it); // want mutate-in-iteration
}

void erase_in_range_for(absl::flat_hash_set<int> &s)
{
    for (int key : s)
        if (key > 9)
            s.erase(key); // want mutate-in-iteration
}

void reference_over_insert(Map &m)
{
    int &count = m[1];
    m[2] = 7; // want stale-value-pointer "'count'"
    count++;
}

void iterator_over_insert(absl::node_hash_map<int, int> &m)
{
    auto it = m.find(1);
    if (it == m.end())
        return;
    m.emplace(2, 7); // want stale-value-pointer "'it'"
    it->second++;
}

/* ---- lawful ---- */

void step_before(Map &m)
{
    for (auto it = m.begin(); it != m.end();)
        if (it->second == 0)
            m.erase(it++);
        else
            ++it;
}

void node_stays(absl::node_hash_map<int, int> &m)
{
    int &count = m[1];
    m[2] = 7;
    count++;
}

void room_was_made(Map &m)
{
    m.reserve(100);
    int &count = m[1];
    m[2] = 7;
    count++;
}

void other_entry_erased(Map &m)
{
    int &count = m[1];
    m.erase(2);
    count++;
}
