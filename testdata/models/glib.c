/* Every row of rules/models/glib.model at work: what each function does to the map, seen
 * through what the rules then say. */
#include <glib.h>

/* ---- changes under an open iteration ---- */

void every_write(GHashTable *t, gpointer a, gpointer b)
{
    GHashTableIter i;

    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_insert(t, a, b); // want mutate-in-iteration "'t'"
    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_replace(t, a, b); // want mutate-in-iteration "'t'"
    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_add(t, a); // want mutate-in-iteration "'t'"
}

void every_delete(GHashTable *t, gpointer a)
{
    GHashTableIter i;
    gpointer key, value;

    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_remove(t, a); // want mutate-in-iteration "'t'"
    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_steal(t, a); // want mutate-in-iteration "'t'"
    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_steal_extended(t, a, &key, &value); // want mutate-in-iteration "'t'"
}

void every_clear(GHashTable *t)
{
    GHashTableIter i;

    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_remove_all(t); // want clear-in-iteration "'t'"
    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_steal_all(t); // want clear-in-iteration "'t'"
    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_destroy(t); // want clear-in-iteration "'t'"
}

/* Only the last reference frees, and who iterates has one. */
void unref_is_counted(GHashTable *t)
{
    GHashTableIter i;

    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_unref(t);
}

void ref_is_the_same_map(GHashTable *t)
{
    GHashTable *mine = g_hash_table_ref(t);
    GHashTableIter i;

    g_hash_table_iter_init(&i, mine);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_remove_all(t); // want clear-in-iteration
    g_hash_table_unref(mine);
}

void map_of_the_iterator(GHashTable *t)
{
    GHashTableIter i;

    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_remove_all(g_hash_table_iter_get_hash_table(&i)); // want clear-in-iteration
}

/* ---- what is lawful under an open iteration ---- */

guint reads(GHashTable *t, gpointer a)
{
    GHashTableIter i;
    gpointer key, value;
    guint n = 0;

    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, NULL, NULL)) {
        n += g_hash_table_lookup(t, a) != NULL;
        n += (guint)g_hash_table_contains(t, a);
        n += (guint)g_hash_table_lookup_extended(t, a, &key, &value);
        n += g_hash_table_size(t);
        g_list_free(g_hash_table_get_keys(t));
        g_list_free(g_hash_table_get_values(t));
        g_free(g_hash_table_get_keys_as_array(t, NULL));
    }
    return n;
}

void changes_through_the_iterator(GHashTable *t, gpointer fresh)
{
    GHashTableIter i;
    gpointer key, value;

    g_hash_table_iter_init(&i, t);
    while (g_hash_table_iter_next(&i, &key, &value)) {
        if (value == NULL)
            g_hash_table_iter_remove(&i);
        else if (value == fresh)
            g_hash_table_iter_steal(&i);
        else
            g_hash_table_iter_replace(&i, fresh);
    }
}

/* ---- functions that call for every entry ---- */

static GHashTable *table;

static void drop(gpointer key, gpointer value, gpointer data)
{
    (void)value;
    (void)data;
    g_hash_table_remove(table, key);
}

static gboolean wipe(gpointer key, gpointer value, gpointer data)
{
    (void)key;
    (void)data;
    if (value == NULL)
        g_hash_table_remove_all(table);
    return FALSE;
}

static gboolean is_null(gpointer key, gpointer value, gpointer data)
{
    (void)key;
    (void)data;
    return value == NULL;
}

void callbacks(void)
{
    g_hash_table_foreach(table, drop, NULL);        // want mutate-in-iteration "'table'"
    g_hash_table_foreach_remove(table, wipe, NULL); // want clear-in-iteration "'table'"
    g_hash_table_foreach_steal(table, wipe, NULL);  // want clear-in-iteration "'table'"
    g_hash_table_find(table, wipe, NULL);           // want clear-in-iteration "'table'"
    g_hash_table_foreach_remove(table, is_null, NULL);
    g_hash_table_foreach_steal(table, is_null, NULL);
    g_hash_table_find(table, is_null, NULL);
}

/* ---- nil: a warning is printed, nothing is done; said once for each NULL ---- */

void nil_writes(gpointer a)
{
    GHashTable *none;

    none = NULL;
    g_hash_table_insert(none, a, a);  // want nil-map-write "'none'"
    none = NULL;
    g_hash_table_replace(none, a, a); // want nil-map-write "'none'"
    none = NULL;
    g_hash_table_add(none, a);        // want nil-map-write "'none'"
    none = NULL;
    g_hash_table_remove(none, a);     // want nil-map-write "'none'"
    none = NULL;
    g_hash_table_steal(none, a);      // want nil-map-write "'none'"
}

void nil_clears(void)
{
    GHashTable *none;

    none = NULL;
    g_hash_table_remove_all(none); // want nil-map-clear "'none'"
    none = NULL;
    g_hash_table_steal_all(none);  // want nil-map-clear "'none'"
    none = NULL;
    g_hash_table_unref(none);      // want nil-map-clear "'none'"
    none = NULL;
    g_hash_table_destroy(none);    // want nil-map-clear "'none'"
}

/* ---- makers never give NULL; GHashTable cannot make room ahead ---- */

GHashTable *makers(gboolean own, GHashTable *like)
{
    GHashTable *t = NULL;

    if (own)
        t = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    else if (like)
        t = g_hash_table_new_similar(like);
    else
        t = g_hash_table_new(g_direct_hash, g_direct_equal);
    for (guint i = 0; i < 5000; i++)
        g_hash_table_add(t, GUINT_TO_POINTER(i));
    if (t == NULL)
        g_hash_table_remove_all(t);
    return t;
}

/* ---- values ---- */

typedef struct {
    GHashTable *inner;
} Holder;

void zeroed_or_not(void)
{
    Holder *zeroed = g_malloc0(sizeof *zeroed);
    Holder *zeroed_n = g_new0(Holder, 1);
    Holder *raw = g_malloc(sizeof *raw);
    Holder *raw_n = g_new(Holder, 1);

    g_hash_table_remove_all(zeroed->inner);   // want nil-map-clear
    g_hash_table_remove_all(zeroed_n->inner); // want nil-map-clear
    g_hash_table_remove_all(raw->inner);
    g_hash_table_remove_all(raw_n->inner);
}

void stolen_pointer(Holder *from)
{
    GHashTable *mine = g_steal_pointer(&from->inner);

    g_hash_table_remove_all(mine);
    g_hash_table_remove_all(from->inner); // want nil-map-clear "'from->inner'"
}

void assertions(GHashTable *a, GHashTable *b)
{
    g_assert(a != NULL);
    g_hash_table_remove_all(a);
    if (b == NULL)
        g_error("no table");
    g_hash_table_remove_all(b);
}

/* ---- destroy functions given at the start ---- */

static GHashTable *own;

static void wipe_table(gpointer data)
{
    (void)data;
    g_hash_table_remove_all(own);
}

void destroy_functions(void)
{
    GHashTableIter i;

    own = g_hash_table_new_full(NULL, NULL, NULL, wipe_table);
    g_hash_table_iter_init(&i, own);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_iter_remove(&i); // want clear-in-iteration "'own'"
    g_hash_table_iter_init(&i, own);
    while (g_hash_table_iter_next(&i, NULL, NULL))
        g_hash_table_iter_steal(&i); /* calls no destroy function */
}
