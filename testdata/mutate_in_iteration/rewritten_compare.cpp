// flags: -std=c++20
/* In C++20 `it != m.end()` is written anew as `!(it == m.end())`. */
#include <map>
#include <string>

void erase_and_step(std::map<int, std::string> &m)
{
    for (auto it = m.begin(); it != m.end(); ++it)
        if (it->second.empty())
            m.erase(it); // want mutate-in-iteration "'m'"
}

void erase_in_while(std::map<int, std::string> &m)
{
    auto it = m.begin();
    while (it != m.end()) {
        if (it->first > 3)
            m.erase(it); // want mutate-in-iteration
        it++;
    }
}

/* ---- lawful ---- */

void take_next(std::map<int, std::string> &m)
{
    for (auto it = m.begin(); it != m.end();)
        if (it->second.empty())
            it = m.erase(it);
        else
            ++it;
}

int found(std::map<int, int> &m, int key)
{
    auto it = m.find(key);
    if (it != m.end()) {
        int value = it->second;
        m.erase(it);
        return value;
    }
    return 0;
}
