/* The test is the wrong way round. */
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
    int r = store_put(store, item->id, item);

    if (r > 0)
        free(item); // want freed-entry "still holds it"
    return r;
}
