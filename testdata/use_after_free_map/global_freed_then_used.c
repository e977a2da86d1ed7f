/* A global is freed and a function that looks into it is called. */
#include <glib.h>

static GHashTable *registry;

static gpointer registry_find(const char *name)
{
    if (registry == NULL)
        return NULL;
    return g_hash_table_lookup(registry, name);
}

gpointer registry_close(const char *name)
{
    g_hash_table_destroy(registry); // want use-after-free-map "'registry' is used"
    return registry_find(name);
}
