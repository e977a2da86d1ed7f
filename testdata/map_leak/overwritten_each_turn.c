/* A variable outside the loop gets a new map on every turn; the attribute frees the
 * last one. */
#include <glib.h>

gboolean battery_low(void);
void sleep_for(guint seconds);

static gboolean fetch(GHashTable **out)
{
    GHashTable *levels = g_hash_table_new(g_str_hash, g_str_equal);

    if (battery_low()) {
        g_hash_table_destroy(levels);
        return FALSE;
    }
    *out = levels;
    return TRUE;
}

gboolean watch(guint seconds)
{
    g_autoptr(GHashTable) last = NULL;

    while (!battery_low()) {
        if (!fetch(&last)) // want map-leak "stores something else"
            return FALSE;
        sleep_for(seconds + g_hash_table_size(last));
    }
    return TRUE;
}

gboolean watch_each(guint seconds)
{
    while (!battery_low()) {
        g_autoptr(GHashTable) last = NULL;

        if (!fetch(&last)) // want remade-map
            return FALSE;
        sleep_for(seconds + g_hash_table_size(last));
    }
    return TRUE;
}

gboolean watch_and_let_go(guint seconds)
{
    g_autoptr(GHashTable) last = NULL;

    while (!battery_low()) {
        g_clear_pointer(&last, g_hash_table_unref);
        if (!fetch(&last)) // want remade-map
            return FALSE;
        sleep_for(seconds + g_hash_table_size(last));
    }
    return TRUE;
}

/* The old one has got another holder before. */
guint longest(guint n)
{
    GHashTable *best = NULL;

    for (guint i = 0; i < n; i++) {
        GHashTable *now = NULL;

        if (!fetch(&now))
            break;
        if (best && g_hash_table_size(best) >= g_hash_table_size(now)) {
            g_hash_table_destroy(now);
            continue;
        }
        GHashTable *old = best;
        best = now;
        if (old)
            g_hash_table_destroy(old);
    }
    n = best ? g_hash_table_size(best) : 0;
    if (best)
        g_hash_table_destroy(best);
    return n;
}

static void exchange(GHashTable **a, GHashTable **b)
{
    GHashTable *was = *a;

    *a = *b;
    *b = was;
}

guint exchanged(void)
{
    GHashTable *one = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTable *other = g_hash_table_new(g_str_hash, g_str_equal);

    exchange(&one, &other);
    guint size = g_hash_table_size(one);
    g_hash_table_destroy(one);
    g_hash_table_destroy(other);
    return size;
}
