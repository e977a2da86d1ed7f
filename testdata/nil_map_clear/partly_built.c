/* The constructor fails in the middle; the destructor looks at every part. */
#include <glib.h>

typedef struct {
    GHashTable *a, *b, *c;
} Parts;

static void parts_free(Parts *p)
{
    if (p == NULL)
        return;
    if (p->a)
        g_hash_table_destroy(p->a);
    if (p->b)
        g_hash_table_destroy(p->b);
    if (p->c)
        g_hash_table_destroy(p->c);
    g_free(p);
}

Parts *parts_new(gboolean (*ready)(void))
{
    Parts *p = g_new0(Parts, 1);

    p->a = g_hash_table_new(NULL, NULL);
    if (!ready())
        goto fail;
    p->b = g_hash_table_new(NULL, NULL);
    if (!ready())
        goto fail;
    p->c = g_hash_table_new(NULL, NULL);
    return p;
fail:
    parts_free(p);
    return NULL;
}
