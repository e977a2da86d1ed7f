#include "test/glib_trials.h"

gpointer key_of(int number)
{
    return GINT_TO_POINTER(number);
}

static gboolean yes(gpointer key, gpointer value, gpointer data)
{
    (void)key;
    (void)value;
    (void)data;
    return TRUE;
}

static void nothing(gpointer key, gpointer value, gpointer data)
{
    (void)key;
    (void)value;
    (void)data;
}

static void do_insert(Trial *t)
{
    g_hash_table_insert(t->table, key_of(100), t->world);
}

static void do_insert_existing(Trial *t)
{
    g_hash_table_insert(t->table, t->other, t->world);
}

static void do_insert_current(Trial *t)
{
    g_hash_table_insert(t->table, t->current, t->world);
}

static void do_replace(Trial *t)
{
    g_hash_table_replace(t->table, key_of(100), t->world);
}

static void do_replace_current(Trial *t)
{
    g_hash_table_replace(t->table, t->current, t->world);
}

static void do_add(Trial *t)
{
    g_hash_table_add(t->table, t->world);
}

static void do_remove(Trial *t)
{
    g_hash_table_remove(t->table, t->current);
}

static void do_remove_other(Trial *t)
{
    g_hash_table_remove(t->table, t->other);
}

static void do_steal(Trial *t)
{
    g_hash_table_steal(t->table, t->current);
}

static void do_steal_extended(Trial *t)
{
    gpointer key, value;
    g_hash_table_steal_extended(t->table, t->other, &key, &value);
}

static void do_remove_all(Trial *t)
{
    g_hash_table_remove_all(t->table);
}

static void do_steal_all(Trial *t)
{
    g_hash_table_steal_all(t->table);
}

static void do_lookup(Trial *t)
{
    g_hash_table_lookup(t->table, t->other);
}

static void do_lookup_extended(Trial *t)
{
    gpointer key, value;
    g_hash_table_lookup_extended(t->table, t->other, &key, &value);
}

static void do_contains(Trial *t)
{
    g_hash_table_contains(t->table, t->other);
}

static void do_size(Trial *t)
{
    g_hash_table_size(t->table);
}

static void do_get_keys(Trial *t)
{
    g_list_free(g_hash_table_get_keys(t->table));
}

static void do_get_values(Trial *t)
{
    g_list_free(g_hash_table_get_values(t->table));
}

static void do_get_keys_as_array(Trial *t)
{
    guint n;
    g_free(g_hash_table_get_keys_as_array(t->table, &n));
}

static void do_foreach(Trial *t)
{
    g_hash_table_foreach(t->table, nothing, NULL);
}

static void do_foreach_remove(Trial *t)
{
    g_hash_table_foreach_remove(t->table, yes, NULL);
}

static void do_foreach_steal(Trial *t)
{
    g_hash_table_foreach_steal(t->table, yes, NULL);
}

static void do_find(Trial *t)
{
    g_hash_table_find(t->table, yes, NULL);
}

static void do_iter_init(Trial *t)
{
    GHashTableIter second;
    g_hash_table_iter_init(&second, t->table);
}

static void do_iter_remove(Trial *t)
{
    g_hash_table_iter_remove(&t->iter);
}

static void do_iter_steal(Trial *t)
{
    g_hash_table_iter_steal(&t->iter);
}

static void do_iter_replace(Trial *t)
{
    g_hash_table_iter_replace(&t->iter, t->world);
}

static void do_unref(Trial *t)
{
    g_hash_table_unref(t->table);
}

static void do_destroy(Trial *t)
{
    g_hash_table_destroy(t->table);
}

const TrialKind trials[] = {
    { "g_hash_table_insert", ENTRY_NEW, do_insert },
    { "g_hash_table_insert", ENTRY_EXISTING, do_insert_existing },
    { "g_hash_table_insert", ENTRY_CURRENT, do_insert_current },
    { "g_hash_table_replace", ENTRY_NEW, do_replace },
    { "g_hash_table_replace", ENTRY_CURRENT, do_replace_current },
    { "g_hash_table_add", ENTRY_NEW, do_add },
    { "g_hash_table_remove", ENTRY_CURRENT, do_remove },
    { "g_hash_table_remove", ENTRY_OTHER, do_remove_other },
    { "g_hash_table_steal", ENTRY_CURRENT, do_steal },
    { "g_hash_table_steal_extended", ENTRY_OTHER, do_steal_extended },
    { "g_hash_table_remove_all", ENTRY_OTHER, do_remove_all },
    { "g_hash_table_steal_all", ENTRY_OTHER, do_steal_all },
    { "g_hash_table_lookup", 0, do_lookup },
    { "g_hash_table_lookup_extended", 0, do_lookup_extended },
    { "g_hash_table_contains", 0, do_contains },
    { "g_hash_table_size", 0, do_size },
    { "g_hash_table_get_keys", 0, do_get_keys },
    { "g_hash_table_get_values", 0, do_get_values },
    { "g_hash_table_get_keys_as_array", 0, do_get_keys_as_array },
    { "g_hash_table_foreach", 0, do_foreach },
    { "g_hash_table_foreach_remove", 0, do_foreach_remove },
    { "g_hash_table_foreach_steal", 0, do_foreach_steal },
    { "g_hash_table_find", 0, do_find },
    { "g_hash_table_iter_init", 0, do_iter_init },
    { "g_hash_table_iter_remove", ENTRY_CURRENT, do_iter_remove },
    { "g_hash_table_iter_steal", ENTRY_CURRENT, do_iter_steal },
    { "g_hash_table_iter_replace", ENTRY_CURRENT, do_iter_replace },
    { "g_hash_table_unref", ENTRY_OTHER, do_unref },
    { "g_hash_table_destroy", ENTRY_OTHER, do_destroy },
    { NULL, 0, NULL },
};
