/* The helper allocates, the caller inserts; the helper that frees the map frees no
 * values. */
#include <glib.h>

static char *label(int n)
{
    char *text = g_malloc0(16);

    text[0] = (char)('a' + n);
    return text;
}

static void finish(GHashTable *t)
{
    if (t)
        g_hash_table_destroy(t);
}

guint labels(int n)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);
    guint size;

    g_hash_table_insert(t, GINT_TO_POINTER(n), label(n));
    size = g_hash_table_size(t);
    finish(t); // want inner-map-leak "'t'"
    return size;
}
