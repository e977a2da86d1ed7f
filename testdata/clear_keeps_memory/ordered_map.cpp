/* A tree has no buckets: every node is freed. */
#include <map>
#include <string>

static std::map<std::string, int> cache;

void onLowMemory()
{
    cache.clear();
}
