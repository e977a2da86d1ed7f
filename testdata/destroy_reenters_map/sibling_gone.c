/* Two maps of one owner: the values of the second look into the first. */
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
    table_remove(names, "peer");
    free(value);
}

void run(void *peer)
{
    names = table_new(NULL);
    peers = table_new(peer_free);
    table_put(peers, "peer", peer);
    table_free(names);
    table_free(peers); // want destroy-reenters-map "'names', which is freed already"
}
