/* reserve() makes room in a std::unordered_map; a std::map has no buckets. */
#include <map>
#include <unordered_map>

int look(const std::unordered_map<int, int> &m);
int look(const std::map<int, int> &m);

int fill()
{
    std::unordered_map<int, int> squares; // want missing-prealloc "squares.reserve(1000)"
    for (int i = 0; i < 1000; i++)
        squares[i] = i * i;
    return look(squares);
}

int fill_from_array(const int (&keys)[64])
{
    std::unordered_map<int, int> index; // want missing-prealloc "index.reserve(64)"
    for (int i = 0; i < 64; i++)
        index[keys[i]] = i;
    return look(index);
}

int fill_from_map(const std::unordered_map<int, int> &from)
{
    std::unordered_map<int, int> to; // want missing-prealloc "to.reserve(from.size())"
    for (const auto &pair : from)
        to[pair.second] = pair.first;
    return look(to);
}

/* ---- silent ---- */

int room_was_made()
{
    std::unordered_map<int, int> squares;
    squares.reserve(1000);
    for (int i = 0; i < 1000; i++)
        squares[i] = i * i;
    return look(squares);
}

int made_with_room()
{
    std::unordered_map<int, int> squares(1000);
    for (int i = 0; i < 1000; i++)
        squares[i] = i * i;
    return look(squares);
}

int a_tree()
{
    std::map<int, int> squares;
    for (int i = 0; i < 1000; i++)
        squares[i] = i * i;
    return look(squares);
}

int too_few()
{
    std::unordered_map<int, int> squares;
    for (int i = 0; i < 8; i++)
        squares[i] = i * i;
    return look(squares);
}

int few_keys(int n)
{
    std::unordered_map<int, int> counts;
    for (int i = 0; i < n; i++)
        counts[i % 4]++;
    return look(counts);
}
