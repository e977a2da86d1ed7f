#include <glib.h>

void count_words(GHashTable *texts, void (*words)(gpointer text, GHashTable *into))
{
    GHashTableIter iter;
    gpointer text;

    g_hash_table_iter_init(&iter, texts);
    while (g_hash_table_iter_next(&iter, NULL, &text)) {
        g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
        words(text, seen);
        g_hash_table_remove(seen, "the");
        g_hash_table_add(seen, text);
    }
}
