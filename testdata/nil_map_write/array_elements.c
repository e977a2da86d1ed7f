#include <glib.h>

extern GHashTable *tables[8];
GHashTable *table_make(void);

void first_stored(void)
{
    if (!tables[1])
        tables[1] = table_make();
    tables[0] = table_make();
    g_hash_table_insert(tables[1], "a", "b");
}

void some_stored(int i)
{
    if (!tables[1])
        tables[1] = table_make();
    tables[i] = table_make();
    g_hash_table_insert(tables[1], "a", "b");
}

void all_stored(void)
{
    GHashTable *made[8];

    made[0] = NULL;
    for (int i = 0; i < 8; i++)
        made[i] = table_make();
    g_hash_table_insert(made[0], "a", "b");
}

void another_is_nil(void)
{
    GHashTable *made[8];

    made[1] = NULL;
    made[0] = table_make();
    g_hash_table_insert(made[1], "a", "b"); // want nil-map-write "made[1]"
}
