/* A node that is taken out lives in its handle; its text copied too late is another matter. */
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

size_t taken_out(std::map<int, std::string> &m)
{
    std::string &text = m[1];
    auto node = m.extract(1);
    return text.size();
}

void renamed(std::unordered_map<int, std::string> &m, int from, int to)
{
    std::string &text = m[from];
    auto node = m.extract(from);
    node.key() = to;
    m.insert(std::move(node));
    text += "!";
}

std::string copied_too_late(std::map<int, std::string> &m, int key)
{
    const auto &text = m.at(key);
    m.erase(key); // want stale-value-pointer "'text'"
    return text;
}

std::string copied_before(std::map<int, std::string> &m, int key)
{
    std::string text = m.at(key);
    m.erase(key);
    return text;
}

int iterator_to_it(std::map<int, int> &m, int key)
{
    auto it = m.find(key);
    if (it == m.end())
        return 0;
    auto node = m.extract(it); // want stale-value-pointer "'it'"
    return it->second;
}
