/* A lookup that nobody tests is a lookup that does not fail: the caller knows. */
#include <glib.h>

void grant(GHashTable *users, const char *user, const char *right)
{
    GHashTable *rights = g_hash_table_lookup(users, user);

    g_hash_table_add(rights, g_strdup(right));
}
