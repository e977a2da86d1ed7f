/* Which of the tables of an array it is, the caller says. */
#include <glib.h>

typedef struct {
    GHashTable *slots[16];
} Store;

static void slot_drop(Store *store, int slot)
{
    g_hash_table_destroy(store->slots[slot]);
}

static GHashTable *slot_of(Store *store, int slot)
{
    return store->slots[slot];
}

void slot_reset(Store *store, int slot)
{
    slot_drop(store, slot); // want use-after-free-map "is used after it is freed"
    g_hash_table_remove_all(store->slots[slot]);
}

void slot_reset_found(Store *store, int slot)
{
    GHashTable *table = slot_of(store, slot);

    slot_drop(store, slot); // want use-after-free-map "is used after it is freed"
    g_hash_table_remove_all(table);
}

/* Another one. */
void slot_move(Store *store, int from, int to)
{
    slot_drop(store, from);
    g_hash_table_remove_all(store->slots[to]);
}

/* Made anew in between. */
void slot_renew(Store *store, int slot)
{
    slot_drop(store, slot);
    store->slots[slot] = g_hash_table_new(NULL, NULL);
    g_hash_table_remove_all(store->slots[slot]);
}

/* Each time the next one. */
void slots_drop(Store *store)
{
    for (int i = 0; i < 16; i++) {
        g_hash_table_remove_all(slot_of(store, i));
        slot_drop(store, i);
    }
}
