/* The clear is in another file. */
#include "maps.h"

typedef struct Store {
    counts *names;
} Store;

void store_forget(Store *store);
// unit: pressure.c
void memory_pressure(Store *store)
{
    store_forget(store); // want clear-keeps-memory "'store->names'"
}
// unit: store.c
void store_forget(Store *store)
{
    counts_clear(store->names);
}
