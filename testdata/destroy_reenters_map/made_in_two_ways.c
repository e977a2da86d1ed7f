/* Made with one of two functions: which, nobody knows. */
// models: table
#include <stdlib.h>

typedef struct Table Table;

Table *table_new(void (*destroy)(void *value));
void table_put(Table *table, const char *key, void *value);
void *table_get(Table *table, const char *key);
void table_remove(Table *table, const char *key);
void table_wipe(Table *table);
void table_free(Table *table);
void table_close(Table *table);

static Table *peers;

static void peer_free(void *value)
{
    table_remove(peers, "other");
    free(value);
}

void peers_open(int owned)
{
    if (owned)
        peers = table_new(peer_free);
    else
        peers = table_new(free);
}

void peers_close(void)
{
    table_free(peers);
    peers = NULL;
}
