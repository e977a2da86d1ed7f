#include <string.h>

#define RMAP_NAME            words
#define RMAP_KEY             const char *
#define RMAP_VALUE           int
#define RMAP_HASH(key, seed) rmap_hash_string(key, seed)
#define RMAP_EQUAL(a, b)     (strcmp(a, b) == 0)
#include <rmap/hmap.h>

int main(void)
{
    words *w = words_make(0);
    int right = words_put(w, "two", 2) && *words_get(w, "two") == 2;

    words_free(w);
    return right ? 0 : 1;
}
