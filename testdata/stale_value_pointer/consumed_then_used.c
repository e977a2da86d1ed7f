/* What the set has already is freed at once. */
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

int item_add(Store *store, Item *item)
{
    int r = store_consume(store, item); // want stale-value-pointer "'item'"

    if (r < 0)
        return r;
    return item->weight;
}
