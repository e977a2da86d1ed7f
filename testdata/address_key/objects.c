#include <glib.h>

typedef struct Thing {
    int id;
} Thing;

gpointer find(Thing *other, gpointer value)
{
    Thing *thing = g_malloc0(sizeof *thing);
    GHashTable *t = g_hash_table_new(NULL, NULL);
    g_hash_table_insert(t, thing, value);
    gpointer found = g_hash_table_lookup(t, other);
    g_free(thing);
    g_hash_table_destroy(t);
    return found;
}
