/* FALSE says that nothing was removed, TRUE ends the loop. */
#include <glib.h>

void note(const char *text);

static gboolean drop(GHashTable *names, gconstpointer name)
{
    return g_hash_table_remove(names, name);
}

static gboolean drop_logged(GHashTable *names, gconstpointer name)
{
    if (g_hash_table_remove(names, name)) {
        note("dropped");
        return TRUE;
    }
    return FALSE;
}

void drop_first(GHashTable *names)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (g_hash_table_remove(names, "other"))
            break;
    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (drop(names, "other"))
            break;
    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (drop_logged(names, "other"))
            break;
}

void drop_and_go_on(GHashTable *names)
{
    GHashTableIter iter;
    gpointer name;
    int dropped = 0;

    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (drop(names, "other")) // want mutate-in-iteration "'names'"
            dropped++;
    g_hash_table_iter_init(&iter, names);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (drop_logged(names, "other")) // want mutate-in-iteration "'names'"
            dropped++;
    note(dropped ? "some" : "none");
}
