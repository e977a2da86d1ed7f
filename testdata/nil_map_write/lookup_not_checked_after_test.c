/* The test shows that the lookup may fail; what follows forgets it. */
#include <glib.h>

void grant(GHashTable *users, const char *user, const char *right)
{
    GHashTable *rights = g_hash_table_lookup(users, user);

    if (rights == NULL)
        g_warning("unknown user %s", user);
    g_hash_table_add(rights, g_strdup(right)); // want nil-map-write "'rights'"
}
