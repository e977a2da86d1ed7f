/* A constructor of ours hands the map over; one that keeps it does not. */
#include <glib.h>

static GHashTable *cache;

static GHashTable *make(void)
{
    return g_hash_table_new(g_str_hash, g_str_equal);
}

static int make_at(GHashTable **place, int on)
{
    if (!on)
        return -1;
    *place = make();
    return 0;
}

static GHashTable *cached(void)
{
    if (cache == NULL)
        cache = make();
    return cache;
}

static GHashTable *remade(void)
{
    cache = make();
    return cache;
}

int returned(const char *key)
{
    GHashTable *t = make(); // want map-leak "'t'"

    return g_hash_table_contains(t, key);
}

int put_there(const char *key, int on)
{
    GHashTable *t = NULL;

    if (make_at(&t, on) != 0) // want map-leak
        return -1;
    return g_hash_table_contains(t, key);
}

int from_cache(const char *key)
{
    GHashTable *t = cached();

    return g_hash_table_contains(t, key);
}

int from_remade(const char *key)
{
    GHashTable *t = remade();

    return g_hash_table_contains(t, key);
}
