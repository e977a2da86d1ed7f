// The sorted array compiles, links and works in C++ as it does in C.
#include <cstdio>
#include <cstdlib>

#define RMAP_NAME       ages
#define RMAP_KEY        int
#define RMAP_VALUE      double
#define RMAP_LESS(a, b) ((a) < (b))
#define RMAP_DEBUG      1
#include "rmap/sorted.h"

#define RMAP_NAME        names
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap/sorted.h"

#define CHECK(condition)                                                               \
    ((condition) ? (void)0                                                             \
                 : (std::fprintf(stderr, "line %d: %s\n", __LINE__, #condition),       \
                    std::exit(1)))

int main()
{
    ages *m = ages_make(0);
    names *n = names_make(0);
    bool found = true;
    ages_iter it;
    names_iter walk;
    int sum = 0;

    for (int i = 0; i < 1000; i++)
        CHECK(ages_put(m, i * 7 % 1000, i));
    CHECK(*ages_get_or_put(m, 1000, &found) == 0 && !found);
    for (ages_iter_range(&it, m, 10, 20); ages_next(&it);)
        sum += *it.key;
    CHECK(sum == 145);
    CHECK(*ages_deref(m, ages_borrow(m, 7)) == 1);
    CHECK(ages_delete(m, 7) && ages_len(m) == 1000);
    CHECK(names_add(n, "b", &found) && names_add(n, "a", nullptr));
    CHECK(names_first(&walk, n) && **walk.key == 'a' && names_has(n, "b"));
    const int keys[] = { 3, 1, 2, 3 };
    const double values[] = { 1, 2, 3, 4 };
    ages *built = ages_build(keys, values, 4, nullptr);
    CHECK(ages_len(built) == 3 && *ages_get(built, 3) == 4);
    ages_free(built);
    ages_clear(m);
    ages_free(m);
    names_free(n);
    return 0;
}
