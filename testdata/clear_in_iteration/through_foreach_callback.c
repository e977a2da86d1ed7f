/* The function that is called for each entry empties the table it is called from. */
#include <glib.h>

typedef struct {
    GHashTable *jobs;
    int budget;
} Queue;

static void run_job(gpointer key, gpointer value, gpointer data)
{
    Queue *queue = data;
    (void)key;
    (void)value;
    if (--queue->budget < 0)
        g_hash_table_remove_all(queue->jobs);
}

void run_all(Queue *queue)
{
    g_hash_table_foreach(queue->jobs, run_job, queue); // want clear-in-iteration "'queue->jobs'"
}
