/* Near misses: a list, an object or a function that cannot be seen holds it, too. */
#include <glib.h>

typedef struct Item {
    char *name;
    struct Item *next;
} Item;

static Item *items;
void adopt(gpointer value);

void in_list(const char *a)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    Item *item = g_malloc0(sizeof *item);

    item->name = g_strdup(a);
    item->next = items;
    items = item;
    g_hash_table_insert(t, item->name, item);
    g_hash_table_destroy(t);
}

void adopted(const char *a)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);
    char *copy = g_strdup(a);

    g_hash_table_insert(t, "a", copy);
    adopt(copy);
    g_hash_table_destroy(t);
}

void object(const char *a, Item *into)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);

    into->name = g_strdup(a);
    g_hash_table_insert(t, "a", into->name);
    g_hash_table_destroy(t);
}
