/* ... and then the trim is worth it. */
#include <glib.h>

int malloc_trim(size_t pad);

void end_of_burst(GHashTable *sessions)
{
    g_hash_table_remove_all(sessions);
    malloc_trim(0);
}
