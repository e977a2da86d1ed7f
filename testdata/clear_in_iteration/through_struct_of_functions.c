/* The change is behind a function pointer that the constructor stores. */
#include <glib.h>

typedef struct Store Store;
struct Store {
    GHashTable *rows;
    void (*on_error)(Store *store);
};

static void store_wipe(Store *store)
{
    g_hash_table_remove_all(store->rows);
}

Store *store_new(void)
{
    Store *store = g_new0(Store, 1);
    store->rows = g_hash_table_new(g_str_hash, g_str_equal);
    store->on_error = store_wipe;
    return store;
}

void store_check(Store *store)
{
    GHashTableIter iter;
    gpointer row;

    g_hash_table_iter_init(&iter, store->rows);
    while (g_hash_table_iter_next(&iter, NULL, &row))
        if (row == NULL)
            store->on_error(store); // want clear-in-iteration
}
