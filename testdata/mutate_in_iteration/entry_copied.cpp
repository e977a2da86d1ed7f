/* The key of a copied entry is the key of the entry. */
#include <map>
#include <string>
#include <unordered_map>

void erase_by_copy(std::unordered_map<int, int> &m)
{
    for (auto entry : m)
        m.erase(entry.first); // want mutate-in-iteration "'m'"
}

void erase_by_parts(std::map<std::string, int> &m)
{
    for (auto [key, value] : m)
        if (value == 0)
            m.erase(key); // want mutate-in-iteration "'m'"
}

/* ---- lawful ---- */

void erase_from_other(std::map<std::string, int> &m, std::map<std::string, int> &other)
{
    for (auto entry : m)
        if (entry.second == 0)
            other.erase(entry.first);
}

void erase_and_leave(std::map<std::string, int> &m)
{
    for (auto [key, value] : m)
        if (value == 0) {
            m.erase(key);
            break;
        }
}

void erase_from_copy(std::map<std::string, int> &m)
{
    auto copy = m;
    for (auto entry : copy)
        m.erase(entry.first);
}
