/* Descriptors and kinds come from small sets: who knows what this is. */
#include <glib.h>

static GHashTable *states;

static gboolean on_readable(gint fd, gint condition, gpointer data)
{
    g_hash_table_insert(states, GINT_TO_POINTER(fd), GINT_TO_POINTER(condition));
    return data != NULL;
}

void watch(gint fd)
{
    states = g_hash_table_new(NULL, NULL);
    g_unix_fd_add(fd, 1, on_readable, NULL);
}
