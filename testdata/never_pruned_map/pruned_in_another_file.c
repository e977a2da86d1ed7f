/* ... and a third one removes what is done with. */
#include <glib.h>

extern GHashTable *clients, *servers;
void note(const char *address);
// unit: main.c
GHashTable *clients, *servers;

static gboolean on_tick(gpointer data)
{
    note(data);
    return TRUE;
}

int main(int argc, char **argv)
{
    clients = g_hash_table_new(g_str_hash, g_str_equal);
    servers = g_hash_table_new(g_str_hash, g_str_equal);
    g_timeout_add(1000, on_tick, argv[argc - 1]);
    g_main_loop_run(g_main_loop_new(NULL, FALSE));
    return 0;
}
// unit: note.c
void note(const char *address)
{
    g_hash_table_add(clients, g_strdup(address));
    g_hash_table_add(servers, g_strdup(address)); // want never-pruned-map "'servers'"
}
// unit: gone.c
void gone(const char *address)
{
    g_hash_table_remove(clients, address);
}
