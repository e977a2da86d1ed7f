/* frozen as one header: twice over in one file, with the sources in it. */
#define RMAP_IMPLEMENTATION
#define RMAP_NAME  squares
#define RMAP_KEY   int
#define RMAP_VALUE int
#include "rmap_frozen.h"

#define RMAP_NAME        words
#define RMAP_KEY         const char *
#define RMAP_OWN_STRINGS 1
#include "rmap_frozen.h"

#include <stdio.h>

int main(void)
{
    static const int keys[] = { 2, 3 };
    static const int values[] = { 4, 9 };
    static const char path[] = "single_frozen.rmap";
    RmapFrozenError err;
    squares *s;
    bool right = squares_write(path, keys, values, 2, NULL, &err) &&
                 (s = squares_open(path, RMAP_FROZEN_CHECK, NULL, &err)) != NULL;

    if (!right) {
        puts(err.text);
        return 1;
    }
    right = *squares_get(s, 3) == 9 && words_open(path, 0, NULL, &err) == NULL;
    squares_free(s);
    remove(path);
    return right ? 0 : 1;
}
