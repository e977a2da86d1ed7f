/* The function between is not in sight, and the table can be seen by it. */
#include <glib.h>

extern GHashTable *registry;
void registry_open(void);

guint registry_restart(void)
{
    g_hash_table_destroy(registry);
    registry_open();
    return g_hash_table_size(registry);
}
