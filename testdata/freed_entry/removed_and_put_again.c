/* Removed under the one key and put under the other. */
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

int item_hand_over(Store *store, Item *from, Item *to)
{
    void *list = store_remove(store, from->id);

    return list ? store_put(store, to->id, list) : 0;
}
