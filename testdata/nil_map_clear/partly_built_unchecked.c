/* The same, with a destructor that does not look. */
#include <glib.h>

typedef struct {
    GHashTable *a, *b;
} Parts;

static void parts_free(Parts *p)
{
    g_hash_table_destroy(p->a);
    g_hash_table_destroy(p->b);
    g_free(p);
}

Parts *parts_new(gboolean (*ready)(void))
{
    Parts *p = g_new0(Parts, 1);

    p->a = g_hash_table_new(NULL, NULL);
    if (!ready()) {
        parts_free(p); // want nil-map-clear "b'"
        return NULL;
    }
    p->b = g_hash_table_new(NULL, NULL);
    return p;
}
