/* What trimming does to the resident size: many maps are made, most are freed, and the
 * policy decides by itself that their memory goes back to the system. Prints the sizes;
 * ends with 0 when it did. Compiled without sanitizers by trim_rss.cmake. */
#include "rmap/trim.h"

#include <stdlib.h>

#define RMAP_NAME            ints
#define RMAP_KEY             int
#define RMAP_VALUE           int64_t
#define RMAP_HASH(key, seed) rmap_hash_u64((uint64_t)(key), seed)
#define RMAP_EQUAL(a, b)     ((a) == (b))
#include "rmap/flat.h"

#define RMAP_OF ints
#include "rmap/watched.h"

enum {
    MAPS = 4000,
    KEYS = 400,
    KEEP = 64 /* every so many are kept: the heap has holes */
};

static RmapTrimWhy look(RmapTrim *trim, RmapWatch *w, size_t *freed)
{
    RmapSnapshot *s = rmap_watch_snapshot(w);
    RmapTrimWhy why;

    if (s == NULL)
        abort();
    why = rmap_trim_run(trim, s, freed);
    rmap_snapshot_free(s);
    return why;
}

int main(void)
{
    static ints *maps[MAPS];
    static uint64_t ids[MAPS];
    RmapTrim trim = { .pressed = false };
    RmapWatch *w = rmap_watch_new(NULL);
    size_t full;
    size_t emptied;
    size_t freed = 0;
    RmapTrimWhy why;

    for (int i = 0; i < MAPS; i++) {
        maps[i] = ints_make(0);
        for (int key = 0; key < KEYS; key++)
            if (!ints_put(maps[i], key, key))
                return 1;
        ids[i] = ints_watch(w, "m", NULL, 0, maps[i]);
    }
    full = rmap_trim_resident();
    if (look(&trim, w, NULL) != RMAP_TRIM_NO)
        return 1;
    for (int i = 0; i < MAPS; i++)
        if (i % KEEP != 0) {
            (void)rmap_watch_remove(w, ids[i]);
            ints_free(maps[i]);
        }
    emptied = rmap_trim_resident();
    why = look(&trim, w, &freed);
    printf("resident: %zu KiB full, %zu after free, %zu after trim\n", full / 1024,
           emptied / 1024, rmap_trim_resident() / 1024);
    for (int i = 0; i < MAPS; i += KEEP)
        ints_free(maps[i]);
    rmap_watch_free(w);
    return why == RMAP_TRIM_AFTER_BURST && emptied > full / 2 &&
                   rmap_trim_resident() < full / 4 && freed > full / 2
               ? 0
               : 1;
}
