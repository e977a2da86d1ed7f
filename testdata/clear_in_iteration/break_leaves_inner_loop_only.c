/* The break ends the walk over the list, not the one over the table. */
#include <glib.h>

void drop_banned(GHashTable *users, GList *banned)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, users);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        for (GList *l = banned; l != NULL; l = l->next) {
            if (g_strcmp0(name, l->data) == 0) {
                g_hash_table_remove_all(users); // want clear-in-iteration "'users'"
                break;
            }
        }
    }
}
