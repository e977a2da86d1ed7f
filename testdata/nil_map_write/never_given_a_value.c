/* A map that only some paths have made is written to on all. */
#include <glib.h>

void count(const char *word, int fresh)
{
    GHashTable *words;

    if (fresh)
        words = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(words, (gpointer)word, NULL); // want nil-map-write "never given"
    if (fresh)
        g_hash_table_destroy(words);
}

void count_all(char **list, GHashTable *shared)
{
    GHashTable *words;

    if (shared)
        words = g_hash_table_ref(shared);
    else
        words = g_hash_table_new(g_str_hash, g_str_equal);
    for (; *list; list++)
        g_hash_table_insert(words, *list, NULL);
    g_hash_table_unref(words);
}
