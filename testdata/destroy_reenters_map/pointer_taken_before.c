/* The global is set to NULL first, and the function asks. */
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
    if (peers)
        table_remove(peers, "other");
    free(value);
}

void run(void *peer)
{
    Table *old;

    peers = table_new(peer_free);
    table_put(peers, "peer", peer);
    old = peers;
    peers = NULL;
    table_free(old);
}
