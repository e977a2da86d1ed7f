#include <glib.h>

typedef struct {
    GHashTable *members;
} Group;

static void group_add(Group *group, gpointer name)
{
    g_hash_table_add(group->members, name);
}

void group_merge(Group *into, Group *from)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, from->members);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        group_add(into, name);
}
