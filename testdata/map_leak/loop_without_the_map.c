/* A loop that makes no turn might have been meant to free the table; not one that
 * cannot reach it. */
#include <glib.h>

typedef struct Row {
    struct Row *next, *parts;
    int weight;
} Row;

Row *row_next(Row *row);
Row *row_part(Row *row);
int row_weigh(const Row *part);

int weigh_rows(Row *rows)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL); // want map-leak "'seen'"
    int sum = 0;

    g_hash_table_add(seen, rows);
    for (Row *row = row_next(rows); row; row = row_next(row))
        for (Row *part = row_part(row); part; part = part->next)
            if (row_weigh(part) > 0)
                sum += part->weight;
    return sum;
}

int weigh_rows_mended(Row *rows)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL);
    int sum = 0;

    g_hash_table_add(seen, rows);
    g_hash_table_destroy(seen);
    for (Row *row = row_next(rows); row; row = row_next(row))
        for (Row *part = row_part(row); part; part = part->next)
            if (row_weigh(part) > 0)
                sum += part->weight;
    return sum;
}

/* There is always a row: the loop frees the table. */
int weigh_first_row(Row *rows)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL);
    int sum = 0;

    g_hash_table_add(seen, rows);
    for (Row *row = row_next(rows); row; row = NULL) {
        sum += row_weigh(row);
        g_hash_table_destroy(seen);
    }
    return sum;
}

/* Only without a turn does the function get to its end. */
void check_rows(Row *rows)
{
    GHashTable *seen = g_hash_table_new(NULL, NULL); // want map-leak "'seen'"

    g_hash_table_add(seen, rows);
    if (row_next(rows))
        row_weigh(rows);
    for (Row *row = row_next(rows); row; row = row_next(row))
        g_abort();
}
