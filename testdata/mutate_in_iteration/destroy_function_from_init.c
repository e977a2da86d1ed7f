/* Sessions are destroyed by their table, which takes them out of the one that is walked. */
#include <glib.h>

static GHashTable *sessions;
static GHashTable *by_user;

static void session_free(gpointer session)
{
    g_hash_table_remove(by_user, session);
    g_free(session);
}

void sessions_init(void)
{
    by_user = g_hash_table_new(NULL, NULL);
    sessions = g_hash_table_new_full(NULL, NULL, NULL, session_free);
}

void drop_users(gboolean (*banned)(gpointer user))
{
    GHashTableIter iter;
    gpointer user, id;

    g_hash_table_iter_init(&iter, by_user);
    while (g_hash_table_iter_next(&iter, &user, &id))
        if (banned(user))
            g_hash_table_remove(sessions, id); // want mutate-in-iteration
}
