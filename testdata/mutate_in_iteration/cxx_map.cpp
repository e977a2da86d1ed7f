/* std::map and std::set: an insertion ends nothing, erase what stands on the erased. */
#include <map>
#include <set>
#include <string>

typedef std::map<std::string, int> Counts;

struct Registry {
    Counts counts;
    std::set<int> open;

    Counts &all() { return counts; }
    void forget(const std::string &name) { counts.erase(name); }
    void close(int id) { open.erase(id); }
    void close_all();
    void forget_idle();
    void forget_through_getter();
    void close_odd();
};

void Registry::forget_idle()
{
    for (auto &[name, count] : counts)
        if (count == 0)
            forget(name); // want mutate-in-iteration
}

void Registry::forget_through_getter()
{
    for (auto &entry : all())
        if (entry.second == 0)
            counts.erase(entry.first); // want mutate-in-iteration
}

void Registry::close_all()
{
    for (int id : open)
        close(id); // want mutate-in-iteration
}

void erase_at(Counts &counts)
{
    for (auto it = counts.begin(); it != counts.end(); ++it)
        counts.erase(it); // want mutate-in-iteration
}

void erase_const(std::set<int> &set)
{
    for (auto it = set.cbegin(); it != set.cend(); ++it)
        if (*it > 3)
            set.erase(it); // want mutate-in-iteration
}

/* ---- lawful ---- */

void insert_is_lawful(Counts &counts, const std::string &name)
{
    for (auto &entry : counts)
        if (entry.second > 7)
            counts[name] = 1;
}

void insert_in_set(std::set<int> &set)
{
    for (int id : set)
        if (id < 100)
            set.insert(id + 1);
}

void Registry::close_odd()
{
    for (auto it = open.begin(); it != open.end();) {
        if (*it % 2)
            it = open.erase(it);
        else
            ++it;
    }
}

void other_entry(Counts &counts)
{
    for (auto it = counts.begin(); it != counts.end();) {
        auto next = it;
        ++next;
        if (it->second == 0)
            counts.erase(it);
        it = next;
    }
}

void inner_map(std::map<int, Counts> &outer)
{
    for (auto &entry : outer)
        for (auto it = entry.second.begin(); it != entry.second.end();)
            it = entry.second.erase(it);
}

void first_of_all(std::set<int> &set)
{
    while (!set.empty())
        set.erase(set.begin());
}
