/* std::unordered_map: erase ends what stands on the erased entry, an insertion may
 * rehash and end every iterator. */
#include <string>
#include <unordered_map>
#include <utility>

using Map = std::unordered_map<int, std::string>;

void erase_and_step(Map &m)
{
    for (auto it = m.begin(); it != m.end(); ++it)
        if (it->second.empty())
            m.erase(it); // want mutate-in-iteration "deletes from 'm'"
}

void erase_key_and_step(Map &m)
{
    for (Map::iterator it = m.begin(); it != m.end(); it++)
        if (it->second.empty())
            m.erase(it->first); // want mutate-in-iteration
}

void erase_in_range_for(Map &m)
{
    for (const auto &entry : m)
        if (entry.second.empty())
            m.erase(entry.first); // want mutate-in-iteration
}

void erase_bound_name(Map &m)
{
    for (const auto &[key, text] : m)
        if (text.empty())
            m.erase(key); // want mutate-in-iteration
}

void erase_copied_key(Map &m)
{
    for (const auto &entry : m) {
        int key = entry.first;
        if (entry.second.empty())
            m.erase(key); // want mutate-in-iteration
    }
}

void emplace_in_range_for(Map &m, int next)
{
    for (auto &entry : m)
        if (entry.second.empty())
            m.emplace(next, "more"); // want mutate-in-iteration "inserts into 'm'"
}

void index_in_range_for(Map &m, int next)
{
    for (auto &entry : m)
        if (entry.second.empty())
            m[next] = "more"; // want mutate-in-iteration
}

void insert_in_range_for(Map &m, const Map::value_type &more)
{
    for (auto &entry : m)
        if (entry.second.empty())
            m.insert(more); // want mutate-in-iteration
}

struct Cache {
    Map map;
    void drop(int key) { map.erase(key); }
    void prune();
    void prune_first();
};

void Cache::prune()
{
    for (auto &entry : map)
        if (entry.second.empty())
            drop(entry.first); // want mutate-in-iteration "this call deletes from"
}

/* ---- lawful ---- */

void Cache::prune_first()
{
    for (auto &entry : map)
        if (entry.second.empty()) {
            drop(entry.first);
            return;
        }
}

void take_next(Map &m)
{
    for (auto it = m.begin(); it != m.end();)
        if (it->second.empty())
            it = m.erase(it);
        else
            ++it;
}

void step_before(Map &m)
{
    for (auto it = m.begin(); it != m.end();) {
        if (it->second.empty())
            m.erase(it++);
        else
            it++;
    }
}

void step_by_hand(Map &m)
{
    for (auto it = m.begin(); it != m.end();) {
        auto here = it++;
        if (here->second.empty())
            m.erase(here);
    }
}

void take_next_and_continue(Map &m)
{
    auto it = m.begin();
    while (it != m.end()) {
        if (it->second.empty()) {
            it = m.erase(it);
            continue;
        }
        ++it;
    }
}

void leave(Map &m)
{
    for (auto &entry : m)
        if (entry.second.empty()) {
            m.erase(entry.first);
            break;
        }
}

void set_what_is_there(Map &m)
{
    for (auto &entry : m)
        m[entry.first] = "same";
}

void set_what_was_found(Map &m, int key)
{
    for (auto &entry : m) {
        auto found = m.find(key);
        if (found != m.end() && entry.second.empty())
            m[key] = "same";
    }
}

void set_what_is_counted(Map &m, int key)
{
    for (auto &entry : m)
        if (entry.second.empty() && m.count(key))
            m[key] = "same";
}

void other_map(Map &m, Map &other)
{
    for (auto &entry : m)
        other.erase(entry.first);
}

void copy_of_it(Map &m)
{
    Map copy = m;
    for (auto &entry : copy)
        m.erase(entry.first);
}

void room_was_made(Map &m, int next)
{
    m.reserve(1000);
    for (auto &entry : m)
        if (entry.second.empty())
            m[next] = "more";
}

void after_the_loop(Map &m)
{
    int last = 0;
    for (auto &entry : m)
        last = entry.first;
    m.erase(last);
}

void begin_again(Map &m)
{
    for (auto it = m.begin(); it != m.end();) {
        if (it->second.empty()) {
            m.erase(it);
            it = m.begin();
        } else {
            ++it;
        }
    }
}
