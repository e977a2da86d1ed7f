#include <glib.h>
#include "maps.h"

void drop_if_bad(GHashTable *table)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        if (value == NULL) {
            g_hash_table_remove_all(table);
            break;
        }
    }
}

void rmap_drop_if_bad(counts *m)
{
    counts_iter it;

    counts_iter_init(&it, m);
    while (counts_next(&it)) {
        if (*it.value < 0) {
            counts_clear(m);
            break;
        }
    }
    counts_iter_end(&it);
}
