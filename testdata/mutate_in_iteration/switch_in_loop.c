#include <glib.h>

enum action { KEEP, DROP, STOP, MOVE };

enum action decide(gpointer value);

void apply(GHashTable *from, GHashTable *to)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, from);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        switch (decide(value)) {
        case KEEP:
            break;
        case DROP:
            g_hash_table_iter_remove(&iter);
            break;
        case MOVE:
            g_hash_table_insert(to, key, value);
            g_hash_table_iter_steal(&iter);
            break;
        case STOP:
            g_hash_table_remove(from, key);
            return;
        }
    }
}

void apply_wrongly(GHashTable *from)
{
    GHashTableIter iter;
    gpointer key, value;

    g_hash_table_iter_init(&iter, from);
    while (g_hash_table_iter_next(&iter, &key, &value)) {
        switch (decide(value)) {
        case DROP:
            g_hash_table_remove(from, key); // want mutate-in-iteration "'from'"
            break;
        default:
            break;
        }
    }
}
