/* A table that is NULL is walked over, or counted; near miss where it was asked for. */
#include <glib.h>

gsize bytes_of(GHashTable *names)
{
    GHashTableIter it;
    gpointer name;
    gsize bytes = 0;

    if (names == NULL)
        g_debug("no names");
    g_hash_table_iter_init(&it, names); // want nil-map-write "iterating over 'names'"
    while (g_hash_table_iter_next(&it, &name, NULL))
        bytes += strlen(name);
    return bytes;
}

static guint count(GHashTable *names)
{
    return g_hash_table_size(names);
}

guint twice(GHashTable *names)
{
    if (names == NULL)
        g_debug("no names");
    return 2 * count(names); // want nil-map-write "looking into 'names'"
}

guint once(GHashTable *names)
{
    return names ? count(names) : 0;
}
