/* A helper in another file fills it, another one frees it. */
#include <glib.h>

void fill(GHashTable *table, const char *line);
void done(GHashTable *table);
// unit: loop.c
guint fields(const char **lines, guint n)
{
    guint most = 0;
    for (guint i = 0; i < n; i++) {
        GHashTable *row = g_hash_table_new(g_str_hash, g_str_equal); // want remade-map "'row'"
        fill(row, lines[i]);
        if (g_hash_table_size(row) > most)
            most = g_hash_table_size(row);
        done(row);
    }
    return most;
}
// unit: row.c
void fill(GHashTable *table, const char *line)
{
    g_hash_table_insert(table, (gpointer)line, NULL);
}

void done(GHashTable *table)
{
    g_hash_table_destroy(table);
}
