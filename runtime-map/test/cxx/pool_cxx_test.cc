// Pools and maps of maps compile, link and work in C++ as they do in C.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#define RMAP_DEBUG           1
#define RMAP_NAME            scores
#define RMAP_KEY             int
#define RMAP_VALUE           long
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

#define RMAP_NAME pool
#define RMAP_MAP  scores
#include "rmap/pool.h"

#define RMAP_NESTED      games
#define RMAP_INNER       scores
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap/nested.h"

#define CHECK(condition)                                                               \
    ((condition) ? (void)0                                                             \
                 : (std::fprintf(stderr, "line %d: %s\n", __LINE__, #condition),       \
                    std::exit(1)))

int main()
{
    pool *p = pool_make(4, 1 << 20);
    scores *m = pool_take(p);
    games *g = games_make(0);
    games_iter it;

    CHECK(scores_put(m, 1, 2));
    pool_give(p, m);
    CHECK(pool_take(p) == m && scores_len(m) == 0 && pool_stats(p).kept == 0);
    pool_give(p, m);
    pool_free(p);
    CHECK(games_put(g, "chess", 7, 1200) && games_put(g, "go", 7, 30));
    CHECK(*games_get(g, "chess", 7) == 1200 && games_count(g) == 2);
    CHECK(games_deref_inner(g, games_borrow_inner(g, "go")) == games_inner(g, "go"));
    games_iter_init(&it, g);
    CHECK(games_next(&it) && scores_len(it.inner) == 1);
    games_iter_end(&it);
    CHECK(games_delete_inner(g, "go") && games_len(g) == 1);
    games_clear(g);
    games_free(g);
    return 0;
}
