/* The child's table is changed while the parent's is walked: one type, two objects. */
#include <glib.h>

typedef struct Folder Folder;
struct Folder {
    Folder *parent;
    GHashTable *children;
};

static void folder_detach(Folder *folder, gpointer name)
{
    g_hash_table_remove(folder->children, name);
}

void folder_prune(Folder *folder)
{
    GHashTableIter iter;
    gpointer name, child;

    g_hash_table_iter_init(&iter, folder->children);
    while (g_hash_table_iter_next(&iter, &name, &child)) {
        Folder *sub = child;
        folder_detach(sub, ".");
        if (sub->parent != folder)
            folder_detach(sub->parent, name);
    }
}

void folder_clean(Folder *folder)
{
    GHashTableIter iter;
    gpointer name;

    g_hash_table_iter_init(&iter, folder->children);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        folder_detach(folder, name); // want mutate-in-iteration "children'"
}
