/* The callback cancels an operation, and cancelling removes it from the table. */
#include <glib.h>

typedef struct {
    GHashTable *pending;
} Lrm;

typedef struct {
    Lrm *lrm;
    const char *resource;
} CancelData;

static gboolean cancel_op(Lrm *lrm, const char *key)
{
    return g_hash_table_remove(lrm->pending, key);
}

static void cancel_by_resource(gpointer key, gpointer value, gpointer user_data)
{
    CancelData *data = user_data;

    if (g_strcmp0(value, data->resource) == 0)
        cancel_op(data->lrm, key);
}

void cancel_all(Lrm *lrm, const char *resource)
{
    CancelData data = { lrm, resource };

    g_hash_table_foreach(lrm->pending, cancel_by_resource, &data); // want mutate-in-iteration "'lrm->pending'"
}
