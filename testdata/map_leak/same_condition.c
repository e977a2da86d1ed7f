/* Near miss: made under a condition and freed under it, with calls in between that
 * could change the answer and do not. */
#include <glib.h>

typedef struct Scan {
    int unique;
    int (*is_deep)(struct Scan *scan);
} Scan;

void visit(Scan *scan, GHashTable *seen);
int wants_all(const Scan *scan, int level);

void walk(Scan *scan)
{
    GHashTable *seen = NULL;

    if (scan->unique)
        seen = g_hash_table_new(g_str_hash, g_str_equal);
    visit(scan, NULL);
    if (scan->unique) {
        g_hash_table_add(seen, "walk");
        g_hash_table_destroy(seen);
    }
}

void walk_deep(Scan *scan)
{
    GHashTable *seen = NULL;

    if (scan->is_deep(scan))
        seen = g_hash_table_new(g_str_hash, g_str_equal);
    visit(scan, NULL);
    if (scan->is_deep(scan))
        g_hash_table_destroy(seen);
}

void walk_all(Scan *scan, int level)
{
    GHashTable *seen = NULL;

    if (wants_all(scan, level))
        seen = g_hash_table_new(g_str_hash, g_str_equal);
    visit(scan, NULL);
    if (!wants_all(scan, level))
        return;
    g_hash_table_destroy(seen);
}
