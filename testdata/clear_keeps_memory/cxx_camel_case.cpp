/* A method of C++ style, and the idiom that does it. */
#include <string>
#include <unordered_map>

static std::unordered_map<std::string, int> cache;

void onMemoryWarning()
{
    cache.clear(); // want clear-keeps-memory "swap 'cache'"
}

void releaseMemory()
{
    std::unordered_map<std::string, int> empty;
    cache.swap(empty);
}
