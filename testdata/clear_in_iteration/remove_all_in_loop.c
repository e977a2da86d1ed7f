/* The table is emptied at the first stale session, and the loop goes on. */
#include <glib.h>

typedef struct {
    gboolean stale;
} Session;

void sweep(GHashTable *sessions)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, sessions);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        Session *session = value;
        if (session->stale)
            g_hash_table_remove_all(sessions); // want clear-in-iteration "'sessions'"
    }
}
