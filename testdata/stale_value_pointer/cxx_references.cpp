/* References, pointers and iterators into std::unordered_map and std::map. */
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

using Map = std::unordered_map<int, std::string>;

void find_then_clear(Map &m)
{
    auto it = m.find(3);
    if (it == m.end())
        return;
    m.clear(); // want stale-value-pointer "'it'"
    it->second = "x";
}

void find_then_emplace(Map &m)
{
    auto it = m.find(3);
    if (it == m.end())
        return;
    m.emplace(4, "y"); // want stale-value-pointer
    it->second = "x";
}

void find_then_index(Map &m)
{
    auto it = m.find(3);
    if (it == m.end())
        return;
    m[4] = "y"; // want stale-value-pointer
    it->second = "x";
}

void reference_over_erase(Map &m)
{
    std::string &text = m[3];
    m.erase(3); // want stale-value-pointer "'text'"
    text = "x";
}

void reference_over_clear(std::map<int, std::string> &m)
{
    std::string &text = m.at(3);
    m.clear(); // want stale-value-pointer
    text = "x";
}

void pointer_over_erase(std::map<int, int> &m, int key)
{
    auto it = m.find(key);
    if (it == m.end())
        return;
    int *count = &it->second;
    m.erase(it); // want stale-value-pointer
    *count += 1;
}

int iterator_after_erase(std::map<int, int> &m)
{
    auto it = m.find(3);
    if (it == m.end())
        return 0;
    m.erase(it); // want stale-value-pointer
    return it->second;
}

void erased_twice(std::map<int, int> &m)
{
    auto it = m.find(3);
    if (it == m.end())
        return;
    m.erase(it); // want stale-value-pointer
    m.erase(it);
}

struct Table {
    std::map<int, std::string> rows;
    void drop(int id) { rows.erase(id); }
    void use(int id);
    void use_first(int id);
};

void Table::use(int id)
{
    std::string &row = rows[id];
    drop(id); // want stale-value-pointer "'row'"
    row += "!";
}

/* ---- lawful ---- */

void Table::use_first(int id)
{
    std::string &row = rows[id];
    row += "!";
    drop(id);
}

void references_survive_insert(Map &m)
{
    std::string &text = m[3];
    m[4] = "y";
    m.emplace(5, "z");
    text = "x";
}

void ordered_survives_insert(std::map<int, int> &m)
{
    auto it = m.find(3);
    if (it == m.end())
        return;
    m[4] = 1;
    it->second = 2;
}

void found_again(Map &m)
{
    auto it = m.find(3);
    m[4] = "y";
    it = m.find(3);
    if (it != m.end())
        it->second = "x";
}

void other_key_erased(std::map<int, int> &m)
{
    int &count = m[3];
    m.erase(4);
    count++;
}

void unknown_key_erased(std::map<int, int> &m, int key)
{
    int &count = m[3];
    m.erase(key);
    count++;
}

void copied_before(Map &m)
{
    std::string text = m[3];
    m.erase(3);
    text += "x";
}

void moved_out(Map &m)
{
    auto it = m.find(3);
    if (it == m.end())
        return;
    std::string text = std::move(it->second);
    m.erase(it);
    text += "x";
}

void only_when_absent(Map &m, int key)
{
    auto it = m.find(key);
    if (it == m.end())
        it = m.emplace(key, "new").first;
    it->second += "x";
}

void erased_at_the_end(std::map<int, int> &m)
{
    for (auto it = m.begin(); it != m.end();) {
        if (it->second == 3) {
            m.erase(it);
            return;
        }
        ++it;
    }
}

int key_read_before(std::map<int, int> &m)
{
    auto it = m.begin();
    if (it == m.end())
        return 0;
    int key = it->first;
    m.erase(it);
    return key;
}

int next_of_erased(std::map<int, int> &m)
{
    auto it = m.begin();
    if (it == m.end())
        return 0;
    it = m.erase(it);
    return it == m.end() ? 0 : it->second;
}
