// The generated functions compile, link and work in C++ as they do in C.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#define RMAP_NAME            names
#define RMAP_KEY             const char *
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (std::strcmp(a, b) == 0)
#define RMAP_DEBUG           1
#include "rmap/hmap.h"

struct Point {
    double x, y;
    bool operator==(const Point &other) const
    {
        return x == other.x && y == other.y;
    }
};

#define RMAP_NAME  points
#define RMAP_KEY   Point
#define RMAP_VALUE Point
#define RMAP_HASH(key, seed)                                                           \
    (rmap_hash_double((key).x, seed) ^ rmap_hash_double((key).y, ~(seed)))
#define RMAP_EQUAL(a, b) ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME        tags
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#define RMAP_DEBUG       1
#include "rmap/flat.h"

#define RMAP_NAME  places
#define RMAP_KEY   Point
#define RMAP_VALUE int
#define RMAP_HASH(key, seed)                                                           \
    (rmap_hash_double((key).x, seed) ^ rmap_hash_double((key).y, ~(seed)))
#define RMAP_EQUAL(a, b) ((a) == (b))
#define RMAP_CACHE_HASH  1
#include "rmap/dense.h"

#define CHECK(condition)                                                               \
    ((condition) ? (void)0                                                             \
                 : (std::fprintf(stderr, "line %d: %s\n", __LINE__, #condition),       \
                    std::exit(1)))

static void words()
{
    names *m = names_make(0);
    bool found = true;

    CHECK(names_put(m, "one", 1) && names_put(m, "two", 2));
    *names_get_or_put(m, "three", &found) = 3;
    CHECK(!found && names_len(m) == 3);
    CHECK(*names_get(m, "two") == 2 && names_get(m, "four") == nullptr);
    CHECK(*names_deref(m, names_borrow(m, "one")) == 1);
    int sum = 0;
    names_iter it;
    names_iter_init(&it, m);
    while (names_next(&it))
        sum += *it.value;
    names_iter_end(&it);
    CHECK(sum == 6);
    CHECK(names_delete(m, "one") && !names_delete(m, "one"));
    names_clear(m);
    CHECK(names_len(m) == 0 && names_get(nullptr, "x") == nullptr);
    names_free(m);
}

static void structs()
{
    RmapOptions options = RmapOptions();
    options.fixed_seed = true;
    points *m = points_make_with(100, &options);

    for (int i = 0; i < 1000; i++)
        CHECK(points_put(m, Point{ i * 0.5, -i * 0.25 }, Point{ 1.0 * i, 0 }));
    for (int i = 0; i < 1000; i++)
        CHECK(points_get(m, Point{ i * 0.5, -i * 0.25 })->x == i);
    CHECK(points_len(m) == 1000);
    points_free(m);
}

static void arrays()
{
    tags *t = tags_make(0);
    places *p = places_make(0);
    bool was_there = true;
    int expected = 0;

    CHECK(tags_add(t, "one", &was_there) && !was_there && tags_has(t, "one"));
    tags_iter step;
    tags_iter_init(&step, t);
    CHECK(tags_next(&step) && std::strcmp(*step.key, "one") == 0);
    CHECK(!tags_next(&step) && tags_delete(t, "one") && tags_stats(t).entries == 0);
    for (int i = 0; i < 1000; i++)
        CHECK(places_put(p, Point{ i * 0.5, 1 }, i));
    places_iter it;
    places_iter_init(&it, p);
    while (places_next(&it))
        CHECK(*it.value == expected++);
    CHECK(expected == 1000 && *places_deref(p, places_borrow(p, Point{ 1, 1 })) == 2);
    CHECK(places_delete(p, Point{ 1, 1 }) && places_shrink(p));
    places_clear(p);
    places_free(p);
    tags_free(t);
}

int main()
{
    words();
    structs();
    arrays();
    return 0;
}
