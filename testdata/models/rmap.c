/* The law of runtime-map, as its own headers state it. */
#include "maps.h"

/* ---- iterations: clear and free end them, nothing else does ---- */

void clears(counts *m)
{
    counts_iter it;

    counts_iter_init(&it, m);
    while (counts_next(&it))
        counts_clear(m); // want clear-in-iteration "'m'"
}

void frees(counts *m)
{
    counts_iter it;

    counts_iter_init(&it, m);
    while (counts_next(&it))
        counts_free(m); // want clear-in-iteration "'m'"
}

void changes(counts *m, const char *name)
{
    counts_iter it;

    counts_iter_init(&it, m);
    while (counts_next(&it)) {
        counts_put(m, name, 1);
        counts_delete(m, *it.key);
        counts_get_or_put(m, name, NULL);
    }
}

void clears_after_the_end(counts *m)
{
    counts_iter it;

    counts_iter_init(&it, m);
    while (counts_next(&it))
        if (*it.value == 0)
            break;
    counts_iter_end(&it);
    counts_clear(m);
}

/* ---- nil: an empty map to every read; writing and clearing panic ---- */

int reads_nil(const char *name)
{
    counts *m = NULL;
    counts_iter it;
    int empty;

    counts_iter_init(&it, m);
    counts_delete(m, name);
    empty = counts_get(m, name) == NULL && counts_len(m) == 0 && !counts_next(&it);
    counts_free(m);
    return empty;
}

void puts_nil(const char *name)
{
    counts *m = NULL;

    counts_put(m, name, 1); // want nil-map-write "'m'"
}

void gets_or_puts_nil(const char *name)
{
    counts *m = NULL;

    counts_get_or_put(m, name, NULL); // want nil-map-write "'m'"
}

void clears_nil(void)
{
    counts *m = NULL;

    counts_clear(m); // want nil-map-clear "'m'"
}

/* ---- room ---- */

counts *room(const char **names)
{
    counts *m = counts_make(0); // want missing-prealloc "100"

    for (int i = 0; i < 100; i++)
        counts_put(m, names[i], i);
    return m;
}

counts *room_with(const char **names, const RmapOptions *options)
{
    counts *m = counts_make_with(0, options); // want missing-prealloc "100"

    for (int i = 0; i < 100; i++)
        counts_put(m, names[i], i);
    return m;
}
