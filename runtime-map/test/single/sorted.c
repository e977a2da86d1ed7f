/* sorted as one header: twice over in one file, with the sources in it. */
#define RMAP_IMPLEMENTATION
#define RMAP_NAME       squares
#define RMAP_KEY        int
#define RMAP_VALUE      int
#define RMAP_LESS(a, b) ((a) < (b))
#include "rmap_sorted.h"

#define RMAP_NAME        words
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap_sorted.h"

int main(void)
{
    squares *s = squares_make(0);
    words *w = words_make(0);
    squares_iter it;
    int seen = 0;

    for (int i = 0; i < 100; i++)
        squares_put(s, i, i * i);
    for (squares_iter_range(&it, s, 10, 20); squares_next(&it); seen++)
        seen += *it.value != *it.key * *it.key;
    bool right = seen == 10 && words_add(w, "one", NULL) && words_has(w, "one");
    squares_free(s);
    words_free(w);
    return right ? 0 : 1;
}
