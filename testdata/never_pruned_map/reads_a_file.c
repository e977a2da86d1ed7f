/* The loop ends with the file, and the program soon after. */
#include <glib.h>

char *next_line(void);

static GHashTable *words;

int main(void)
{
    char *line;
    words = g_hash_table_new(g_str_hash, g_str_equal);
    while ((line = next_line()) != NULL)
        g_hash_table_add(words, g_strdup(line));
    return g_hash_table_contains(words, "end");
}
