/* One of the cases of a switch returns without the free that the others have. */
#include <glib.h>

GHashTable *parse(const int *kinds, guint n)
{
    GHashTable *all = g_hash_table_new(NULL, NULL); // want map-leak "'all'"

    for (guint i = 0; i < n; i++) {
        switch (kinds[i]) {
        case 1:
            g_hash_table_add(all, GUINT_TO_POINTER(i));
            break;
        case 2:
            g_hash_table_unref(all);
            return NULL;
        default:
            return NULL;
        }
    }
    return all;
}
