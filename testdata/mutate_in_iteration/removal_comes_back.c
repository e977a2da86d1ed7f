/* Who is told of a removal may ask for the same one again: that comes back to the
 * function with other arguments, finds nothing, and says nothing of what it does with
 * these. */
#include <glib.h>

typedef struct Store {
    GHashTable *history;
    int waiting;
} Store;

int serve(Store *store, const char *id);

static void drop(Store *store, const char *id, GHashTableIter *at)
{
    if (at)
        g_hash_table_iter_remove(at);
    else
        g_hash_table_remove(store->history, id);
    if (store->waiting)
        serve(store, id);
}

int serve(Store *store, const char *id)
{
    store->waiting--;
    if (!g_hash_table_contains(store->history, id))
        return 0;
    drop(store, id, NULL);
    return 1;
}

void drop_all(Store *store)
{
    GHashTableIter iter;
    gpointer id;

    g_hash_table_iter_init(&iter, store->history);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        drop(store, id, &iter);
}

void drop_all_by_key(Store *store)
{
    GHashTableIter iter;
    gpointer id;

    g_hash_table_iter_init(&iter, store->history);
    while (g_hash_table_iter_next(&iter, &id, NULL))
        drop(store, id, NULL); // want mutate-in-iteration "'store->history'"
}
