/* A block makes a table of its own, looks something up in it and forgets it. */
#include <glib.h>

typedef struct Rules {
    GHashTable *defaults;
    int wanted;
} Rules;

static GHashTable *text_table(void)
{
    return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
}

static void unpack(GHashTable *from, GHashTable *into)
{
    GHashTableIter it;
    gpointer key, value;

    g_hash_table_iter_init(&it, from);
    while (g_hash_table_iter_next(&it, &key, &value))
        g_hash_table_insert(into, g_strdup(key), g_strdup(value));
}

int timeout(const Rules *rules, const char *text)
{
    if (text == NULL && rules->defaults) {
        GHashTable *meta = text_table(); // want map-leak "'meta'"

        unpack(rules->defaults, meta);
        text = g_hash_table_lookup(meta, "timeout");
    }
    return text ? text[0] : 0;
}

int timeout_mended(const Rules *rules, const char *text)
{
    GHashTable *meta = NULL;
    int result;

    if (text == NULL && rules->defaults) {
        meta = text_table();
        unpack(rules->defaults, meta);
        text = g_hash_table_lookup(meta, "timeout");
    }
    result = text ? text[0] : 0;
    if (meta != NULL)
        g_hash_table_destroy(meta);
    return result;
}
