/* Two iterations are open; the inner loop changes the outer one's table. */
#include <glib.h>

void drop_listed(GHashTable *users, GHashTable *banned)
{
    GHashTableIter outer, inner;
    gpointer user, name;

    g_hash_table_iter_init(&outer, users);
    while (g_hash_table_iter_next(&outer, &user, NULL)) {
        g_hash_table_iter_init(&inner, banned);
        while (g_hash_table_iter_next(&inner, &name, NULL))
            if (g_strcmp0(user, name) == 0)
                g_hash_table_remove(users, name); // want mutate-in-iteration "'users'"
    }
}
