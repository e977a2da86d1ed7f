/* A look-up's answer is replaced by a copy, and the copy is freed; where there was no answer
 * NULL is. The table has a function for its values, and frees them. */
#include <glib.h>

typedef struct Reader {
    GHashTable *words;
    GHashTable *names;
} Reader;

char *next_word(char **argument);

Reader *reader_new(void)
{
    Reader *reader = g_malloc(sizeof *reader);

    *reader = (Reader){
        .words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
        .names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
    };
    return reader;
}

void reader_free(Reader *reader)
{
    g_hash_table_unref(reader->words);
    g_hash_table_unref(reader->names);
    g_free(reader);
}

void reader_note(Reader *reader, char *argument)
{
    char *name = next_word(&argument);

    if (name)
        g_hash_table_replace(reader->names, g_strdup(argument), g_strdup(name));
}

void reader_use(Reader *reader, const char *word)
{
    char *name = g_hash_table_lookup(reader->names, word);

    if (name) {
        name = g_strdup(name);
        g_hash_table_remove(reader->names, word);
    }
    g_free(name);
}
