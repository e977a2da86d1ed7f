/* nested as one header, beside that of the inner maps' member. */
#define RMAP_IMPLEMENTATION
#define RMAP_NAME            scores
#define RMAP_KEY             int
#define RMAP_VALUE           long
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap_hmap.h"

#define RMAP_NESTED          games
#define RMAP_INNER           scores
#define RMAP_KEY             const char *
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap_nested.h"

int main(void)
{
    games *m = games_make(0);
    bool right = games_put(m, "chess", 7, 1200) && games_put(m, "go", 7, 30) &&
                 *games_get(m, "go", 7) == 30;

    games_free(m);
    return right ? 0 : 1;
}
