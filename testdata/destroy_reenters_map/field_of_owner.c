/* The owner's two maps, freed in the order of their declaration. */
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

typedef struct {
    Table *names, *peers;
} Host;

static Host host;

static void peer_free(void *value)
{
    table_remove(host.names, "peer");
    free(value);
}

void host_open(void)
{
    host.names = table_new(NULL);
    host.peers = table_new(peer_free);
}

void host_close(void)
{
    table_free(host.names);
    table_free(host.peers); // want destroy-reenters-map "names"
}
