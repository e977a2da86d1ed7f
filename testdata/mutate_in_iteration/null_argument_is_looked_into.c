/* The callee removes only when it is given nothing; here it is given what was looked
 * into before. */
#include <glib.h>

typedef struct {
    int id;
    gboolean lost;
} Op;

static GHashTable *pending;

static void finish(int id, Op *op)
{
    gboolean own = FALSE;

    if (op == NULL) {
        own = TRUE;
        op = g_hash_table_lookup(pending, GINT_TO_POINTER(id));
    }
    g_message("%p", (void *)op);
    if (own)
        g_hash_table_remove(pending, GINT_TO_POINTER(id));
}

static gboolean fail(gpointer key, gpointer value, gpointer data)
{
    Op *op = value;

    (void)key, (void)data;
    g_message("%d fails", op->id);
    finish(op->id, op);
    return TRUE;
}

static gboolean fail_by_id(gpointer key, gpointer value, gpointer data)
{
    (void)value, (void)data;
    finish(GPOINTER_TO_INT(key), NULL);
    return TRUE;
}

void fail_all(void)
{
    g_hash_table_foreach_remove(pending, fail, NULL);
}

void fail_all_by_id(void)
{
    g_hash_table_foreach_remove(pending, fail_by_id, NULL); // want mutate-in-iteration
}
