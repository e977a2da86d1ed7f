/* Near miss: the flags are asked for by a function, with the same answer each time. */
#include <glib.h>
#include <stdbool.h>

enum { SHOW_STOPPED = 1, SHOW_DETAIL = 2 };

static inline bool is_set(unsigned flags, unsigned wanted)
{
    return (flags & wanted) == wanted;
}

void print_node(const char *name, unsigned flags);

guint show(unsigned flags, const char **names, guint n)
{
    GHashTable *stopped = NULL;
    guint count = 0;

    for (guint i = 0; i < n; i++) {
        if (!is_set(flags, SHOW_DETAIL) && is_set(flags, SHOW_STOPPED)) {
            if (stopped == NULL)
                stopped = g_hash_table_new(g_str_hash, g_str_equal);
            g_hash_table_add(stopped, (gpointer)names[i]);
        }
        print_node(names[i], flags);
    }
    if (is_set(flags, SHOW_DETAIL))
        return 0;
    if (is_set(flags, SHOW_STOPPED)) {
        if (stopped != NULL) {
            count = g_hash_table_size(stopped);
            g_hash_table_destroy(stopped);
        }
    }
    return count;
}
