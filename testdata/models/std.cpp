/* The rows of std.model that no rule's cases show. */
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

void emplaced(std::unordered_map<int, int> &m)
{
    for (auto it = m.begin(); it != m.end(); ++it) {
        auto [at, is_new] = m.emplace(7, 1); // want mutate-in-iteration
        if (is_new)
            at->second = 2;
    }
}

/* When nothing was added, nothing moved. */
void emplaced_and_left(std::unordered_map<int, int> &m, int key)
{
    for (auto it = m.begin(); it != m.end(); ++it)
        if (m.emplace(key, 1).second)
            break;
}

void emplaced_pair(std::unordered_map<int, int> &m, int key)
{
    for (auto it = m.begin(); it != m.end(); ++it) {
        auto added = m.try_emplace(key, 1);
        if (added.second)
            return;
        added.first->second++;
    }
}

void rehashed(std::unordered_set<int> &s)
{
    for (auto it = s.begin(); it != s.end(); ++it)
        if (*it == 0)
            s.reserve(100); // want mutate-in-iteration
}

void extracted(std::unordered_map<int, int> &m)
{
    for (auto it = m.begin(); it != m.end(); ++it)
        if (it->second == 0)
            m.extract(it); // want mutate-in-iteration
}

void assigned(std::map<int, int> &m, const std::map<int, int> &other)
{
    for (auto &entry : m)
        if (entry.second == 0)
            m = other; // want mutate-in-iteration
}

void multi(std::unordered_multimap<int, int> &m)
{
    for (auto &entry : m)
        m.emplace(1, entry.second); // want mutate-in-iteration
}

void ordered_multi(std::multimap<int, int> &m)
{
    for (auto &entry : m)
        if (entry.second > 3)
            m.emplace(1, 2);
}

void moved_key(std::unordered_map<std::string, int> &m)
{
    for (auto &entry : m) {
        std::string key = entry.first;
        m.erase(key); // want mutate-in-iteration
    }
}

void text_key(std::unordered_map<std::string, int> &m)
{
    for (auto &entry : m)
        if (entry.second)
            m["total"] += 1; // want mutate-in-iteration
}

void text_key_was_there(std::unordered_map<std::string, int> &m)
{
    m["total"] = 0;
    for (auto &entry : m)
        if (entry.second)
            m["total"] += 1;
}

int found_later(std::map<int, int> &m)
{
    auto it = m.find(3);
    if (it == m.end())
        return 0;
    m.erase(it);
    it = m.find(4);
    return it == m.end() ? 0 : it->second;
}

#include <memory>

void owned(std::unique_ptr<std::map<int, int>> m)
{
    for (auto &entry : *m)
        m->erase(entry.first); // want mutate-in-iteration
}

struct Holder {
    std::shared_ptr<std::map<int, int>> map;
    void prune();
};

void Holder::prune()
{
    for (auto it = map->begin(); it != map->end(); ++it)
        if (it->second == 0)
            map->erase(it); // want mutate-in-iteration
}

void other_owner(std::shared_ptr<std::map<int, int>> a, std::shared_ptr<std::map<int, int>> b)
{
    for (auto &entry : *a)
        b->erase(entry.first);
}
