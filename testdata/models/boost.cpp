/* Boost: nodes stay, flat entries move. */
#include "boost/unordered_maps.h"

using Map = boost::unordered_map<int, int>;
using Flat = boost::unordered_flat_map<int, int>;

void erase_and_step(Map &m)
{
    for (auto it = m.begin(); it != m.end(); ++it)
        if (it->second == 0)
            m.erase(it); // want mutate-in-iteration
}

void emplace_in_range_for(Map &m, int next)
{
    for (auto &entry : m)
        if (entry.second == 0)
            m.emplace(next, 1); // want mutate-in-iteration
}

void reference_over_insert(Flat &m)
{
    int &count = m[1];
    m[2] = 7; // want stale-value-pointer "'count'"
    count++;
}

/* ---- lawful ---- */

void take_next(Map &m)
{
    for (auto it = m.begin(); it != m.end();)
        if (it->second == 0)
            it = m.erase(it);
        else
            ++it;
}

void node_stays(Map &m)
{
    int &count = m[1];
    m[2] = 7;
    count++;
}

void step_before(Flat &m)
{
    for (auto it = m.begin(); it != m.end();)
        if (it->second == 0)
            m.erase(it++);
        else
            ++it;
}
