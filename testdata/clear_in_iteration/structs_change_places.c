#include "glib.h"

struct pair {
    GHashTable *a, *b;
};

/* Each struct is then a copy of the other: whose map is whose is not proven. */
void walk_after_swap(struct pair *x, struct pair *y)
{
    struct pair kept = *x;
    *x = *y;
    *y = kept;
    GHashTableIter it;
    void *key;
    g_hash_table_iter_init(&it, x->a);
    while (g_hash_table_iter_next(&it, &key, NULL))
        g_hash_table_remove_all(y->a);
}
