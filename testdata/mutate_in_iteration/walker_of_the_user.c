/* A walker of the user's own calls what it is given: only its caller sees what is wrong. */
#include <glib.h>

typedef void (*Visit)(gpointer key, gpointer value, gpointer arg);

static void walk(GHashTable *table, Visit visit, gpointer arg)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value))
        visit(key, value, arg);
}

static void forget(gpointer key, gpointer value, gpointer arg)
{
    if (value == NULL)
        g_hash_table_remove(arg, key);
}

void prune(GHashTable *table)
{
    walk(table, forget, table); // want mutate-in-iteration "deletes from 'table'"
}

/* Takes from one what the other has. */
void subtract(GHashTable *from, GHashTable *other)
{
    walk(other, forget, from);
}

/* One more call between: the walk is still the caller's. */
static void walk_logged(GHashTable *table, Visit visit, gpointer arg)
{
    g_message("walking %p", (void *)table);
    walk(table, visit, arg);
}

void prune_logged(GHashTable *table)
{
    walk_logged(table, forget, table); // want mutate-in-iteration "deletes from 'table'"
}

void subtract_logged(GHashTable *from, GHashTable *other)
{
    walk_logged(other, forget, from);
}

/* Calls after the loop, not in it. */
static void count_then(GHashTable *table, Visit visit, gpointer arg)
{
    GHashTableIter iter;
    gpointer key = NULL, value = NULL;
    guint seen = 0;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &key, &value))
        seen++;
    if (seen > 10)
        visit(key, value, arg);
}

void drop_last(GHashTable *table)
{
    count_then(table, forget, table);
}

/* The data that a callback is given stands behind much else. */
typedef void (*DoneFunc)(const char *name, int code, int size, int flags,
                         const char *detail, void *data);

static void each_done(GHashTable *table, DoneFunc done, void *data)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        done(name, 0, 0, 0, "", data);
}

static void forget_done(const char *name, int code, int size, int flags,
                        const char *detail, void *data)
{
    (void)code, (void)size, (void)flags, (void)detail;
    g_hash_table_remove(data, name);
}

void forget_all_done(GHashTable *table)
{
    each_done(table, forget_done, table); // want mutate-in-iteration "'table'"
}

void forget_all_done_elsewhere(GHashTable *table, GHashTable *other)
{
    each_done(table, forget_done, other);
}
