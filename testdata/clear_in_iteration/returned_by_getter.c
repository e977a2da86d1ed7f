/* The getter gives the table that is walked. */
#include <glib.h>

typedef struct {
    GHashTable *rows;
} Model;

static GHashTable *model_rows(Model *model)
{
    return model->rows;
}

void model_check(Model *model)
{
    GHashTableIter iter;
    gpointer row;

    g_hash_table_iter_init(&iter, model_rows(model));
    while (g_hash_table_iter_next(&iter, NULL, &row))
        if (row == NULL)
            g_hash_table_remove_all(model_rows(model)); // want clear-in-iteration "rows"
}
