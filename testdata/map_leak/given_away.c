/* Near misses: stored, returned, handed to somebody unknown, held by a container. */
#include <glib.h>

typedef struct Box {
    GHashTable *table;
    struct Box *next;
} Box;

static GHashTable *shared;
void adopt(GHashTable *table);
void run_later(void (*work)(gpointer data), gpointer data);
static void late(gpointer data)
{
    g_hash_table_unref(data);
}

void into_global(void)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);

    shared = t;
}

void into_field(Box *box)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);

    box->table = t;
}

void into_map(GHashTable *outer)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);

    g_hash_table_insert(outer, "t", t);
}

void to_unknown(void)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);

    adopt(t);
}

void as_data(void)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);

    run_later(late, t);
}

void by_address(void (*take)(GHashTable **table))
{
    GHashTable *t = g_hash_table_new(NULL, NULL);

    take(&t);
}

Box *boxed(void)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);
    Box *box = g_malloc0(sizeof *box);

    box->table = t;
    return box;
}

void out(GHashTable **place)
{
    *place = g_hash_table_new(NULL, NULL);
}
