/* Removing the partner of the current entry is no better than removing the entry. */
#include <glib.h>

typedef struct {
    const char *partner;
} Link;

void unlink_broken(GHashTable *links)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, links);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        Link *link = value;
        if (!g_hash_table_contains(links, link->partner))
            continue;
        g_hash_table_remove(links, link->partner); // want mutate-in-iteration "'links'"
    }
}
