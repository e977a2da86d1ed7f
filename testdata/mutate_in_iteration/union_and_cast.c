/* The table is kept as an untyped pointer. */
#include <glib.h>

typedef struct {
    gpointer data;
} Closure;

void closure_sweep(Closure *closure)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, (GHashTable *)closure->data);
    while (g_hash_table_iter_next(&iter, &key, &value))
        if (value == NULL)
            g_hash_table_remove((GHashTable *)closure->data, key); // want mutate-in-iteration "data"
}
