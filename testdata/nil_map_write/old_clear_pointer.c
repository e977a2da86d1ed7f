/* A macro that clears a pointer through a union, as old headers have it. */
#include <glib.h>

#define CLEAR_POINTER(pp, destroy)                                                     \
    do {                                                                               \
        union {                                                                        \
            char *in;                                                                  \
            gpointer *out;                                                             \
        } _pp;                                                                         \
        gpointer _p;                                                                   \
        GDestroyNotify _destroy = (GDestroyNotify)(destroy);                           \
        _pp.in = (char *)(pp);                                                         \
        _p = *_pp.out;                                                                 \
        if (_p) {                                                                      \
            *_pp.out = NULL;                                                           \
            _destroy(_p);                                                              \
        }                                                                              \
    } while (0)

void close_and_note(GHashTable **table, gpointer key)
{
    GHashTable *own = g_hash_table_new(NULL, NULL);

    CLEAR_POINTER(&own, g_hash_table_unref);
    g_hash_table_add(own, key); // want nil-map-write "'own'"
    CLEAR_POINTER(table, g_hash_table_unref);
    *table = g_hash_table_new(NULL, NULL);
    g_hash_table_add(*table, key);
}
