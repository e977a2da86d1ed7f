/* Near miss: the list of the values is freed with them. */
#include <glib.h>

typedef struct Values Values;
Values *values_of(GHashTable *t);
void values_free(Values *values);

void listed(const char *a)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    Values *values;

    g_hash_table_insert(t, "a", g_strdup(a));
    values = values_of(t);
    g_hash_table_destroy(t);
    values_free(values);
}
