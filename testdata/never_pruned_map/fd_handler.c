/* Whatever the peer names stays. */
#include <glib.h>

gboolean read_name(gint fd, char *name, gsize size);

typedef struct Listener {
    GHashTable *peers;
    guint refused;
} Listener;

// unit: listen.c
static gboolean on_readable(gint fd, gint condition, gpointer data)
{
    Listener *listener = data;
    char name[64];
    if (!read_name(fd, name, sizeof name)) {
        listener->refused++;
        return TRUE;
    }
    // want+1 never-pruned-map "->peers'"
    g_hash_table_insert(listener->peers, g_strdup(name), GINT_TO_POINTER(fd));
    return TRUE;
}

Listener *listen_on(gint fd)
{
    Listener *listener = g_new0(Listener, 1);
    listener->peers = g_hash_table_new(g_str_hash, g_str_equal);
    g_unix_fd_add(fd, 1, on_readable, listener);
    return listener;
}
