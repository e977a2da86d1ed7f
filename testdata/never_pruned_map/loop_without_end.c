/* The loop of main() has no end. */
#include <glib.h>

char *next_line(void);

static GHashTable *words;

int main(void)
{
    words = g_hash_table_new(g_str_hash, g_str_equal);
    for (;;) {
        char *line = next_line();
        g_hash_table_add(words, g_strdup(line)); // want never-pruned-map "main()"
    }
}
