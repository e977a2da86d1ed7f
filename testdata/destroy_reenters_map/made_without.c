/* Made in another function, and without a destroy function. */
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

void peer_free(void *value)
{
    table_remove(peers, "other");
    free(value);
}

void peers_open(void)
{
    peers = table_new(NULL);
}

void peers_close(void)
{
    table_free(peers);
    peers = NULL;
}
