/* The first is set to NULL, and the function asks. */
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

static Table *names, *peers;

static void peer_free(void *value)
{
    if (names)
        table_remove(names, "peer");
    free(value);
}

void run(void *peer)
{
    names = table_new(NULL);
    peers = table_new(peer_free);
    table_put(peers, "peer", peer);
    table_free(names);
    names = NULL;
    table_free(peers);
}
