/* Every other function knows that the table may not be there. */
#include <glib.h>

static GHashTable *records = NULL;

void throttle_update(const char *host, int load)
{
    if (records == NULL)
        records = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(records, g_strdup(host), GINT_TO_POINTER(load));
}

void throttle_fini(void)
{
    g_hash_table_destroy(records); // want nil-map-clear
    records = NULL;
}
