/* tsl::robin_map: an erase moves the entries after it. */
#include "tsl/robin_maps.h"

using Map = tsl::robin_map<int, int>;

void erase_and_step(Map &m)
{
    for (auto it = m.begin(); it != m.end(); ++it)
        if (it->second == 0)
            m.erase(it); // want mutate-in-iteration
}

void reference_over_erase(Map &m)
{
    int &count = m[1];
    m.erase(2); // want stale-value-pointer "'count'"
    count++;
}

void iterator_over_insert(Map &m)
{
    auto it = m.find(1);
    if (it == m.end())
        return;
    m[2] = 7; // want stale-value-pointer "'it'"
    it.value()++;
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

void look_up_again(Map &m)
{
    m.erase(2);
    auto it = m.find(1);
    if (it != m.end())
        it.value()++;
}
