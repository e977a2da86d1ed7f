/* The map was given a function that frees its values. */
#include <glib.h>

typedef struct Item {
    char *name;
    int count;
} Item;

static GHashTable *items;

static void item_free(gpointer data)
{
    Item *item = data;
    g_free(item->name);
    g_free(item);
}

void items_init(void)
{
    items = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, item_free);
}

void items_forget(const char *name)
{
    Item *item = g_hash_table_lookup(items, name);
    if (item) {
        item_free(item); // want freed-entry "'items' frees it again"
        g_hash_table_remove(items, name);
    }
}

void scratch(const char *name)
{
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    char *copy = g_strdup(name);
    g_hash_table_insert(table, "copy", copy);
    g_free(copy); // want freed-entry "'table' frees it again"
    g_hash_table_destroy(table);
}

/* ---- silent ---- */

void items_take(const char *name)
{
    Item *item = g_hash_table_lookup(items, name);
    if (item) {
        g_hash_table_steal(items, name);
        item_free(item);
    }
}

void items_rename(const char *name, const char *other)
{
    Item *item = g_hash_table_lookup(items, name);
    if (item) {
        g_free(item->name);
        item->name = g_strdup(other);
        g_hash_table_remove(items, name);
    }
}

void scratch_without(const char *name)
{
    GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);
    char *copy = g_strdup(name);
    g_hash_table_insert(table, "copy", copy);
    g_hash_table_remove(table, "copy");
    g_free(copy);
    g_hash_table_destroy(table);
}
