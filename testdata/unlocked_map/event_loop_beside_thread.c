/* The timer runs in the main thread, while the worker changes the table. */
#include <glib.h>

typedef struct Scanner {
    GMutex mutex;
    GHashTable *found;
    guint shown;
} Scanner;

static gpointer scan(gpointer data)
{
    Scanner *scanner = data;
    g_mutex_lock(&scanner->mutex);
    g_hash_table_add(scanner->found, "one");
    g_hash_table_remove(scanner->found, "two");
    g_mutex_unlock(&scanner->mutex);
    return NULL;
}

static gboolean show(gpointer data)
{
    Scanner *scanner = data;
    scanner->shown = g_hash_table_size(scanner->found); // want unlocked-map "'mutex'"
    return TRUE;
}

GThread *scanner_start(Scanner *scanner)
{
    g_timeout_add(1000, show, scanner);
    return g_thread_new("scan", scan, scanner);
}
