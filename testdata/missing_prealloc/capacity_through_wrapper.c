/* The maps are made by a function that passes the capacity on. */
#include "maps.h"

static counts *make_index(size_t entries)
{
    return counts_make(entries);
}

counts *index_all(const char **names, size_t n)
{
    counts *index = make_index(n);
    for (size_t i = 0; i < n; i++)
        counts_put(index, names[i], (int)i);
    return index;
}

counts *index_from_scratch(const char **names, size_t n)
{
    counts *index = make_index(0); // want missing-prealloc "give n to make_index()"
    for (size_t i = 0; i < n; i++)
        counts_put(index, names[i], (int)i);
    return index;
}

/* The capacity is computed where the caller cannot see it. */
static counts *make_for_text(const char *text)
{
    return counts_make(strlen(text) / 4);
}

counts *index_text(const char *text, const char **names, size_t n)
{
    counts *index = make_for_text(text);
    for (size_t i = 0; i < n; i++)
        counts_put(index, names[i], (int)i);
    return index;
}
