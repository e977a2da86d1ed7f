/* Removing lawfully, but the destroy function of the value removes one more. */
#include <glib.h>

typedef struct Child Child;
struct Child {
    GHashTable *family;
    char *twin;
};

static void child_free(gpointer data)
{
    Child *child = data;

    g_hash_table_remove(child->family, child->twin);
    g_free(child);
}

void drop_orphans(void)
{
    GHashTable *family = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, child_free);
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, family);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Child *child = value;
        if (child->twin == NULL)
            g_hash_table_iter_remove(&iter); // known-miss mutate-in-iteration
    }
    g_hash_table_destroy(family);
}
