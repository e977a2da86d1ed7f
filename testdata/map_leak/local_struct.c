/* A field of a local struct holds the map; nobody frees it. */
#include <glib.h>

typedef struct Scan {
    GHashTable *seen;
    int depth;
} Scan;

static void scan_begin(Scan *scan)
{
    scan->seen = g_hash_table_new(g_str_hash, g_str_equal);
    scan->depth = 0;
}

static void scan_end(Scan *scan)
{
    g_hash_table_unref(scan->seen);
}

static int scan_one(Scan *scan, const char *name)
{
    scan->depth++;
    return g_hash_table_add(scan->seen, (gpointer)name);
}

int lost(const char *name)
{
    Scan scan;

    scan_begin(&scan); // want map-leak
    return scan_one(&scan, name);
}

int ended(const char *name)
{
    Scan scan;
    int fresh;

    scan_begin(&scan);
    fresh = scan_one(&scan, name);
    scan_end(&scan);
    return fresh;
}

Scan handed_over(void)
{
    Scan scan;

    scan_begin(&scan);
    return scan;
}

void copied(Scan *into)
{
    Scan scan;

    scan_begin(&scan);
    *into = scan;
}

void shown(void (*work)(Scan *scan))
{
    Scan scan;

    scan_begin(&scan);
    work(&scan);
}
