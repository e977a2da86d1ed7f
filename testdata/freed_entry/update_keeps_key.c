/* The key is to be that of the other item, but an update keeps the old one. */
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

void item_hand_over(Store *store, Item *from, Item *to)
{
    void *list = store_get(store, from->id);

    if (list)
        store_update(store, to->id, list); // want freed-entry "keeps"
}
