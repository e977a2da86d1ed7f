/* Assertions that go on: who writes them holds that they never fail. */
#include <glib.h>

void complain(const char *file, int line, const char *expr);

#define EXPECT(expr)                                                                   \
    do {                                                                               \
        if (!(expr)) {                                                                 \
            static const char *where = NULL;                                           \
            if (where == NULL)                                                         \
                where = __FILE__;                                                      \
            complain(where, __LINE__, #expr);                                          \
        }                                                                              \
    } while (0)

#define WARN_UNLESS(expr)                                                              \
    do {                                                                               \
        if (__builtin_expect(!!(expr), 1))                                             \
            ;                                                                          \
        else                                                                           \
            complain(__FILE__, __LINE__, #expr);                                       \
    } while (0)

void finish(GHashTable *table, GHashTable *other)
{
    EXPECT(table != NULL);
    g_hash_table_remove_all(table);
    WARN_UNLESS(other != NULL);
    g_hash_table_remove_all(other);
}

void finish_tested(GHashTable *table)
{
    if (table == NULL)
        complain(__FILE__, __LINE__, "no table");
    g_hash_table_remove_all(table); // want nil-map-clear "'table'"
}
