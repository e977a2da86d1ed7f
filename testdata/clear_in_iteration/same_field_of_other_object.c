#include <glib.h>

typedef struct {
    GHashTable *members;
} Group;

void group_move(Group *from, Group *to)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, from->members);
    while (g_hash_table_iter_next(&iter, &name, NULL)) {
        if (g_str_has_prefix(name, "all:"))
            g_hash_table_remove_all(to->members);
        g_hash_table_add(to->members, name);
    }
}
