/* A removal by a helper, under the lock for reading. */
#include "maps.h"
#include <pthread.h>

typedef struct Table {
    pthread_rwlock_t lock;
    counts *names;
} Table;

int table_has(Table *table, const char *name)
{
    pthread_rwlock_rdlock(&table->lock);
    int has = counts_get(table->names, name) != NULL;
    pthread_rwlock_unlock(&table->lock);
    return has;
}

static void drop(Table *table, const char *name)
{
    counts_delete(table->names, name);
}

void table_drop(Table *table, const char *name)
{
    pthread_rwlock_rdlock(&table->lock);
    drop(table, name); // want unlocked-map "for reading only"
    pthread_rwlock_unlock(&table->lock);
}
