/* A table that is made like another one destroys its values as that one does. */
#include <glib.h>

guint from_the_parameter(GHashTable *like, const char *text)
{
    GHashTable *copy = g_hash_table_new_similar(like);
    guint size;

    g_hash_table_insert(copy, "text", g_strdup(text));
    size = g_hash_table_size(copy);
    g_hash_table_destroy(copy);
    return size;
}

guint with_functions(const char *text)
{
    GHashTable *first = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    GHashTable *second = g_hash_table_new_similar(first);
    guint size;

    g_hash_table_insert(second, "text", g_strdup(text));
    size = g_hash_table_size(second);
    g_hash_table_destroy(second);
    g_hash_table_destroy(first);
    return size;
}

guint without_functions(const char *text)
{
    GHashTable *first = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *second = g_hash_table_new_similar(first);
    guint size;

    g_hash_table_insert(second, "text", g_strdup(text));
    size = g_hash_table_size(second);
    g_hash_table_destroy(second); // want inner-map-leak "'second'"
    g_hash_table_destroy(first);
    return size;
}
