/* A name that went with its entry is printed. */
#include <glib.h>

void note(int level, const char *format, ...) __attribute__((format(printf, 2, 3)));

typedef struct {
    char *name;
    int weight;
} Item;

static void item_free(gpointer data)
{
    g_free(data);
}

void drop(const char *key, char *given)
{
    GHashTable *items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, item_free);

    g_hash_table_insert(items, "first", given);
    g_hash_table_remove(items, "first"); // want stale-value-pointer "'given' is freed"
    note(1, "%d%% of %*d: removed %s", 100, 3, 7, given);
    g_hash_table_destroy(items);
    (void)key;
}

/* The address is printed, not what stands there. */
void drop_by_address(char *given)
{
    GHashTable *items = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, item_free);

    g_hash_table_insert(items, "first", given);
    g_hash_table_remove(items, "first");
    note(1, "removed %p of %s", given, "items");
    g_hash_table_destroy(items);
}
