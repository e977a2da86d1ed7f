/* Nothing in the program says that the table can be missing when fini runs. */
#include <glib.h>

static GHashTable *records;

void registry_init(void)
{
    records = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void registry_add(const char *name)
{
    g_hash_table_add(records, g_strdup(name));
}

void registry_fini(void)
{
    g_hash_table_destroy(records);
}
