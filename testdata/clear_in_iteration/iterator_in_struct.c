/* The cursor of an object is an iterator; a reset between two steps kills it. */
#include <glib.h>

typedef struct {
    GHashTable *rows;
    GHashTableIter iter;
    int broken;
} Cursor;

static void cursor_reset(Cursor *self)
{
    g_hash_table_remove_all(self->rows);
}

int cursor_count(Cursor *self)
{
    gpointer row;
    int n = 0;

    g_hash_table_iter_init(&self->iter, self->rows);
    while (g_hash_table_iter_next(&self->iter, NULL, &row)) {
        if (row == NULL)
            cursor_reset(self); // want clear-in-iteration "rows'"
        n++;
    }
    return n;
}
