/* An update of the value under the key. */
// models: store
#include <stdlib.h>

typedef struct Store Store;
typedef struct Item {
    char id[16];
    int weight;
} Item;

int store_put(Store *store, const char *key, void *value);
int store_consume(Store *store, void *value);
int store_update(Store *store, const char *key, void *value);
void *store_get(Store *store, const char *key);
void *store_remove(Store *store, const char *key);

void item_renew(Store *store, Item *from, void *list)
{
    if (store_get(store, from->id))
        store_update(store, from->id, list);
}
