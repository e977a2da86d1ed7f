/* To return what is gone, to print it or to put it into a map is to use it. */
#include <glib.h>

static GHashTable *names; /* texts by text */

void names_init(void)
{
    names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

char *returned(void)
{
    GHashTable *table = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    char *value = g_strdup("b");
    g_hash_table_insert(table, "a", value);
    g_hash_table_destroy(table); // want stale-value-pointer "'value' is freed"
    return value;
}

char *looked_up_and_returned(const char *key)
{
    char *value = g_hash_table_lookup(names, key);
    g_hash_table_remove(names, key); // want stale-value-pointer "'value' is freed"
    return value;
}

void put_again(const char *key, GHashTable *other)
{
    char *value = g_hash_table_lookup(names, key);
    if (value == NULL)
        return;
    g_hash_table_remove(names, key); // want stale-value-pointer "'value' is freed"
    g_hash_table_insert(other, "old", value);
}

void found_and_printed(int wanted)
{
    GHashTableIter it;
    gpointer key, value;
    char *found = NULL;
    g_hash_table_iter_init(&it, names);
    while (g_hash_table_iter_next(&it, &key, &value))
        if (*(char *)value == wanted) {
            found = key;
            break;
        }
    if (found == NULL)
        return;
    g_hash_table_remove(names, found); // want stale-value-pointer "'found' is freed"
    g_print("removed %s\n", found);
}

/* ---- silent ---- */

char *copied(const char *key)
{
    char *value = g_strdup(g_hash_table_lookup(names, key));
    g_hash_table_remove(names, key);
    return value;
}

gboolean was_there(const char *key)
{
    char *value = g_hash_table_lookup(names, key);
    g_hash_table_remove(names, key);
    return value != NULL;
}

char *stolen(const char *key)
{
    char *value = g_hash_table_lookup(names, key);
    g_hash_table_steal(names, key);
    return value;
}

void printed_first(const char *key)
{
    char *value = g_hash_table_lookup(names, key);
    if (value)
        g_print("removing %s\n", value);
    g_hash_table_remove(names, key);
}

void moved(const char *key, GHashTable *other)
{
    char *value = g_hash_table_lookup(names, key);
    g_hash_table_insert(other, "old", g_strdup(value));
    g_hash_table_remove(names, key);
}
