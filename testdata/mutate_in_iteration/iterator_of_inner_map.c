/* The current value is a table of its own; changing that one is lawful. */
#include <glib.h>

void tag_all(GHashTable *rooms, gpointer tag)
{
    GHashTableIter iter;
    gpointer room;

    g_hash_table_iter_init(&iter, rooms);
    while (g_hash_table_iter_next(&iter, NULL, &room)) {
        GHashTable *tags = room;
        g_hash_table_add(tags, tag);
        if (g_hash_table_size(tags) > 100)
            g_hash_table_remove_all(tags);
    }
}
