/* Zeroed arrays of tables: which elements a loop fills is not followed, so no element
 * is taken for empty after it; without a loop the others still are. */
#include <glib.h>

typedef struct Header {
    GHashTable *names[3];
} Header;

static gpointer by_id(Header *header, const char *id)
{
    return g_hash_table_lookup(header->names[1], id);
}

gpointer header_open(const char *id)
{
    Header *header = g_new0(Header, 1);

    for (int i = 0; i < 3; i++)
        header->names[i] = g_hash_table_new(g_str_hash, g_str_equal);
    return by_id(header, id);
}

static Header *header_new(void)
{
    Header *header = g_new0(Header, 1);

    for (int i = 0; i < 3; i++)
        header->names[i] = g_hash_table_new(g_str_hash, g_str_equal);
    return header;
}

gpointer header_made_elsewhere(const char *id)
{
    Header *header = header_new();

    return header ? by_id(header, id) : NULL;
}

gboolean any_has(int count, const char *id)
{
    GHashTable **tables = g_new0(GHashTable *, count);

    for (int i = 0; i < count; i++)
        tables[i] = g_hash_table_new(g_str_hash, g_str_equal);
    for (int i = 0; i < count; i++)
        if (g_hash_table_contains(tables[i], id))
            return TRUE;
    return FALSE;
}

gpointer header_forgotten(const char *id)
{
    Header *header = g_new0(Header, 1);

    return g_hash_table_lookup(header->names[1], id); // want nil-map-write
}
