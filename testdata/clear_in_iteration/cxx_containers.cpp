/* clear() ends every iterator; what comes after the loop, or leaves it, is lawful. */
#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>

void clear_in_range_for(std::unordered_map<int, int> &m)
{
    for (auto &entry : m)
        if (entry.second < 0)
            m.clear(); // want clear-in-iteration "'m' is cleared"
}

void clear_in_for(std::map<int, int> &m)
{
    for (auto it = m.begin(); it != m.end(); ++it)
        if (it->second < 0)
            m.clear(); // want clear-in-iteration
}

class Pool {
  public:
    void reset() { used_.clear(); }
    void scan();
    void scan_once();

  private:
    std::unordered_set<std::string> used_;
};

void Pool::scan()
{
    for (const auto &name : used_)
        if (name.empty())
            reset(); // want clear-in-iteration
}

void delete_in_loop(std::map<int, int> *m)
{
    for (auto it = m->begin(); it != m->end(); ++it)
        if (it->second < 0)
            delete m; // want clear-in-iteration "is freed"
}

/* ---- lawful ---- */

void Pool::scan_once()
{
    for (const auto &name : used_)
        if (name.empty()) {
            reset();
            return;
        }
}

void clear_after(std::map<int, int> &m, int *sum)
{
    for (auto &entry : m)
        *sum += entry.second;
    m.clear();
}

void begin_again(std::map<int, int> &m)
{
    for (auto it = m.begin(); it != m.end();) {
        if (it->second < 0) {
            m.clear();
            it = m.begin();
        } else {
            ++it;
        }
    }
}

void inner(std::map<int, std::map<int, int>> &m)
{
    for (auto &entry : m)
        entry.second.clear();
}

void swapped(std::unordered_map<int, int> &m)
{
    std::unordered_map<int, int> old;
    old.swap(m);
    for (auto &entry : old)
        m.erase(entry.first);
}
