// A map that lies in an entry of another map goes with that entry.
#include <map>
#include <unordered_map>

int insert_into_erased(std::unordered_map<int, std::map<int, int>> &outer)
{
    auto &inner = outer[1];
    outer.erase(1); // want stale-value-pointer "'inner' goes with its entry"
    inner.insert({ 2, 3 });
    return 0;
}

int count_in_cleared(std::unordered_map<int, std::map<int, int>> &outer)
{
    auto &inner = outer[1];
    outer.clear(); // want stale-value-pointer "'inner' goes with its entry"
    return (int)inner.size();
}

// Nodes do not move: the inner map stays where it is.
int insert_after_growth(std::unordered_map<int, std::map<int, int>> &outer)
{
    auto &inner = outer[1];
    outer[2].insert({ 2, 3 });
    inner.insert({ 2, 3 });
    return (int)inner.size();
}

int looked_up_again(std::unordered_map<int, std::map<int, int>> &outer)
{
    outer[1].insert({ 2, 3 });
    outer.erase(1);
    outer[1].insert({ 2, 3 });
    return 0;
}
