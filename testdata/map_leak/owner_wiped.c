/* The object is set to zero while it holds the table. */
#include <glib.h>
#include <string.h>

typedef struct Lexer {
    GHashTable *words;
    int line;
} Lexer;

void lexer_use(int line, guint words);

static void lexer_reset(Lexer *lexer)
{
    memset(lexer, 0, sizeof *lexer);
}

void twice(int n)
{
    Lexer lexer;

    memset(&lexer, 0, sizeof lexer);
    lexer.words = g_hash_table_new(g_str_hash, g_str_equal);
    lexer_use(n, g_hash_table_size(lexer.words));
    memset(&lexer, 0, sizeof lexer); // want map-leak "'lexer.words'"
    lexer_use(n, 0);
}

void twice_freed(int n)
{
    Lexer lexer;

    lexer_reset(&lexer);
    lexer.words = g_hash_table_new(g_str_hash, g_str_equal);
    lexer_use(n, g_hash_table_size(lexer.words));
    g_hash_table_destroy(lexer.words);
    lexer_reset(&lexer);
    lexer_use(n, 0);
}
