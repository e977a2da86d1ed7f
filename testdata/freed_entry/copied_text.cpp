/* A key that is a string object has a text of its own. */
#include <cstdlib>
#include <cstring>
#include <map>
#include <string>
#include <unordered_map>

int counted(std::map<std::string, int> &m, const char *text)
{
    char *copy = strdup(text);
    int before = m[copy]++;
    free(copy);
    return before;
}

void remembered(std::unordered_map<std::string, int> &m, const char *text)
{
    char *copy = strdup(text);
    m.emplace(copy, 1);
    m.insert_or_assign(copy, 2);
    free(copy);
}

struct user {
    std::string name;
    int id;
};

int under_its_name(std::map<std::string, int> &m, const char *name)
{
    user *u = new user{ name, 1 };
    m[u->name] = u->id;
    delete u;
    return m.begin()->second;
}

/* Here the key is the pointer. */
void by_pointer(std::map<const char *, int> &m, const char *text)
{
    char *copy = strdup(text);
    m[copy] = 1;
    free(copy); // want freed-entry "'copy'"
}
