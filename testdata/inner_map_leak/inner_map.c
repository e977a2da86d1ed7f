/* The inner map is told as a map of its own, elsewhere; its values here. */
#include "maps.h"

#include <stdlib.h>

#define RMAP_NAME            notes
#define RMAP_KEY             int
#define RMAP_VALUE           char *
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/hmap.h"

size_t count(int n)
{
    notes *m = notes_make(0);
    char *text = malloc(10);
    size_t len;

    if (m == NULL || text == NULL) {
        notes_free(m);
        free(text);
        return 0;
    }
    notes_put(m, n, text);
    len = notes_len(m);
    notes_free(m); // want inner-map-leak "'m'"
    return len;
}
