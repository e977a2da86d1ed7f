/* By name and by id hold the same objects; the walk is over the one that is changed. */
#include <glib.h>

typedef struct {
    GHashTable *by_name;
    GHashTable *by_id;
} Index;

typedef struct {
    const char *name;
    int id;
    int dead;
} Object;

static void index_remove(Index *index, Object *object)
{
    g_hash_table_remove(index->by_name, object->name);
    g_hash_table_remove(index->by_id, GINT_TO_POINTER(object->id));
}

void index_sweep(Index *index)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, index->by_id);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Object *object = value;
        if (object->dead)
            index_remove(index, object); // want mutate-in-iteration "by_id'"
    }
}
