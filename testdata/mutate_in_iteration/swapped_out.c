/* The field gets a new table; the loop walks the old one. */
#include <glib.h>

typedef struct {
    GHashTable *timers;
} Loop;

static void loop_add(Loop *loop, gpointer timer, gpointer when)
{
    g_hash_table_insert(loop->timers, timer, when);
}

void loop_tick(Loop *loop, guint now)
{
    GHashTable *due = loop->timers;
    GHashTableIter iter;
    gpointer timer, when;

    loop->timers = g_hash_table_new(g_direct_hash, g_direct_equal);
    g_hash_table_iter_init(&iter, due);
    while (g_hash_table_iter_next(&iter, &timer, &when))
        if (GPOINTER_TO_UINT(when) > now)
            loop_add(loop, timer, when);
    g_hash_table_destroy(due);
}
