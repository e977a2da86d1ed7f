/* Variables end with the function, maps do not. */
#include <glib.h>

typedef struct Point {
    int x, y;
} Point;

static GHashTable *points;

void put_array(GHashTable *names, char letter)
{
    char name[2] = { letter, 0 };
    g_hash_table_insert(names, name, GINT_TO_POINTER(1)); // want freed-entry "'name' ends"
}

void put_record(int x)
{
    Point point = { x, x };
    g_hash_table_insert(points, "last", &point); // want freed-entry "'point' ends"
}

static void put(GHashTable *table, char *name, void *value)
{
    g_hash_table_insert(table, name, value);
}

void put_by_helper(int x)
{
    Point point = { x, x };
    put(points, "last", &point); // want freed-entry "'point' ends"
}

/* ---- silent ---- */

void put_static(void)
{
    static Point origin;
    g_hash_table_insert(points, "origin", &origin);
}

int put_for_a_while(int x, int (*run)(GHashTable *table))
{
    Point point = { x, x };
    int result;
    g_hash_table_insert(points, "now", &point);
    result = run(points);
    g_hash_table_remove(points, "now");
    return result;
}

int put_into_own(const char *a)
{
    GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
    char name[2] = { a[0], 0 };
    g_hash_table_add(seen, name);
    int count = (int)g_hash_table_size(seen);
    g_hash_table_destroy(seen);
    return count;
}

void put_copy(GHashTable *names, char letter)
{
    char name[2] = { letter, 0 };
    g_hash_table_add(names, g_strdup(name));
}

gboolean look_up(GHashTable *names, char letter)
{
    char name[2] = { letter, 0 };
    return g_hash_table_contains(names, name);
}

int main(void)
{
    Point point = { 1, 2 };
    g_hash_table_insert(points, "main", &point);
    return 0;
}
