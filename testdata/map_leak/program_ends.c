/* Near misses: the path ends the program, or follows a failed assertion. */
#include <glib.h>
#include <stdlib.h>

void fatal(const char *why) __attribute__((noreturn));

void checked(const char *name, int ok)
{
    GHashTable *t = g_hash_table_new(NULL, NULL);

    if (name == NULL)
        exit(1);
    if (!ok)
        fatal(name);
    g_return_if_fail(name[0] != 0);
    g_hash_table_destroy(t);
}

int main(int argc, char **argv)
{
    GHashTable *t = g_hash_table_new(g_str_hash, g_str_equal);

    for (int i = 1; i < argc; i++)
        g_hash_table_add(t, argv[i]);
    return (int)g_hash_table_size(t);
}
