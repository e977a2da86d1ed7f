/* dense as one header: twice over in one file, with the sources in it. */
#define RMAP_IMPLEMENTATION
#define RMAP_NAME            words
#define RMAP_KEY             const char *
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include "rmap_dense.h"

#define RMAP_NAME            squares
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap_dense.h"

int main(void)
{
    words *w = words_make(0);
    squares *s = squares_make(2);
    bool right = words_put(w, "two", 2) && squares_put(s, 2, 4) &&
                 *squares_get(s, *words_get(w, "two")) == 4;

    words_free(w);
    squares_free(s);
    return right ? 0 : 1;
}
