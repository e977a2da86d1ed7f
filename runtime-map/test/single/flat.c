/* flat as one header, beside dense, with which it shares sources. */
#define RMAP_IMPLEMENTATION
#define RMAP_NAME            squares
#define RMAP_KEY             int
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap_flat.h"

#define RMAP_NAME        words
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap_dense.h"

#define RMAP_NAME        seen
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap_flat.h"

int main(void)
{
    squares *s = squares_make(2);
    words *w = words_make(0);
    seen *n = seen_make(0);
    bool right = squares_put(s, 2, 4) && *squares_get(s, 2) == 4 &&
                 words_add(w, "one", NULL) && words_has(w, "one") &&
                 seen_add(n, "two", NULL) && !seen_has(n, "one");

    squares_free(s);
    words_free(w);
    seen_free(n);
    return right ? 0 : 1;
}
