/* What a lambda does, the function does that calls it. */
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

using Map = std::unordered_map<int, int>;

void drops_key(Map &m)
{
    auto drop = [&m](int key) {
        m.erase(key); // want mutate-in-iteration "'m'"
    };
    for (auto &entry : m)
        drop(entry.first);
}

void drops_position(Map &m)
{
    for (auto it = m.begin(); it != m.end(); ++it) {
        auto drop = [&] {
            m.erase(it); // want mutate-in-iteration
        };
        if (it->second == 0)
            drop();
    }
}

struct Sessions {
    std::map<int, std::string> by_id;
    void prune();
};

void Sessions::prune()
{
    auto forget = [this](int id) {
        if (id == 0)
            return;
        by_id.erase(id); // want mutate-in-iteration "'this->by_id'"
    };
    for (auto &entry : by_id)
        forget(entry.first);
}

int adds_below(Map &m, int next)
{
    auto add = [&](int key) { m[key] = 1; }; // want mutate-in-iteration
    auto add_two = [&](int key) {
        add(key);
        return key + 1;
    };
    int last = 0;
    for (auto &entry : m)
        if (entry.second == 0)
            last = add_two(next);
    return last;
}

/* ---- lawful ---- */

bool drops_and_leaves(Map &m, int key)
{
    auto drop = [&](int which) {
        if (which != key)
            return false;
        m.erase(which);
        return true;
    };
    for (auto &entry : m)
        if (drop(entry.first))
            return true;
    return false;
}

void drops_from_other(Map &m, Map &other)
{
    auto drop = [&other](int key) { other.erase(key); };
    for (auto &entry : m)
        drop(entry.first);
}

void drops_later(Map &m)
{
    std::vector<int> dead;
    auto note = [&dead](int key) { dead.push_back(key); };
    for (auto &entry : m)
        if (entry.second == 0)
            note(entry.first);
    for (int key : dead)
        m.erase(key);
}

/* It changes a copy. */
void drops_from_copy(Map &m)
{
    auto drop = [m](int key) mutable { m.erase(key); };
    for (auto &entry : m)
        drop(entry.first);
}

void run(void (*each)(Map &), Map &m);

/* Made, and not called here. */
void made(Map &m)
{
    auto drop = [](Map &map) { map.clear(); };
    for (auto &entry : m)
        if (entry.second == 0)
            run(+drop, m);
}
