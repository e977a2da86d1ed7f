#include <glib.h>

static _Noreturn void die(const char *why)
{
    g_error("%s", why);
    abort();
}

void must_be_sane(GHashTable *table)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, table);
    while (g_hash_table_iter_next(&iter, NULL, &value)) {
        if (value == NULL) {
            g_hash_table_destroy(table);
            die("a value is missing");
        }
    }
}
