// The frozen map compiles, links and works in C++ as it does in C.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#define RMAP_NAME  squares
#define RMAP_KEY   int
#define RMAP_VALUE int
#include "rmap/frozen.h"

#define RMAP_NAME        words
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap/frozen.h"

#define CHECK(condition)                                                               \
    ((condition) ? (void)0                                                             \
                 : (std::fprintf(stderr, "line %d: %s\n", __LINE__, #condition),       \
                    std::exit(1)))

int main()
{
    const int keys[] = { 2, 3 };
    const int values[] = { 4, 9 };
    const char *const texts[] = { "one", "two" };
    const char path[] = "frozen_cxx_test.rmap";
    RmapFrozenError err;

    CHECK(squares_write(path, keys, values, 2, nullptr, &err));
    squares *s = squares_open(path, RMAP_FROZEN_CHECK, nullptr, &err);
    CHECK(s != nullptr && *squares_get(s, 2) == 4 && squares_get(s, 5) == nullptr);
    squares_free(s);
    CHECK(words_open(path, RMAP_FROZEN_CHECK, nullptr, &err) == nullptr);
    CHECK(err.fault == RMAP_FROZEN_OTHER_TYPE);
    CHECK(words_write(path, texts, 2, nullptr, nullptr));
    words *w = words_open(path, RMAP_FROZEN_NO_SUM, nullptr, nullptr);
    words_iter it;
    words_iter_init(&it, w);
    CHECK(words_next(&it) && std::strcmp(*it.key, "one") == 0 && words_has(w, "two"));
    words_free(w);
    std::remove(path);
    return 0;
}
