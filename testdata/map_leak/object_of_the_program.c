/* Near miss: the tables of waiting clients are made for the databases of the server,
 * which live as long as the program. The spare database has none of them. */
#include <glib.h>
#include <stdlib.h>

typedef struct Database {
    GHashTable *entries;
    GHashTable *waiting;
} Database;

struct Server {
    Database *databases;
    int count;
} server;

void server_init(void)
{
    server.databases = calloc((size_t)server.count, sizeof(Database));
    if (!server.databases)
        abort();
    for (int i = 0; i < server.count; i++) {
        server.databases[i].entries = g_hash_table_new(g_str_hash, g_str_equal);
        server.databases[i].waiting = g_hash_table_new(g_str_hash, g_str_equal);
    }
}

Database *spare_new(void)
{
    Database *spare = g_new0(Database, 1);
    spare->entries = g_hash_table_new(g_str_hash, g_str_equal);
    return spare;
}

void spare_free(Database *spare)
{
    g_hash_table_destroy(spare->entries);
    g_free(spare);
}
