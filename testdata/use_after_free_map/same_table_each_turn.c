/* The table does not change with the loop: the second turn frees it again. */
#include <glib.h>

typedef struct {
    GHashTable *shared;
} Group;

void groups_free(Group *group, int n)
{
    for (int i = 0; i < n; i++)
        g_hash_table_destroy(group->shared); // want use-after-free-map "once more"
}
