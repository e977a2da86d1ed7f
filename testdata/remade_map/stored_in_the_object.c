/* The object of the turn holds it, and takes it along. */
#include <glib.h>

typedef struct Job {
    GHashTable *options;
} Job;

void enqueue(Job *job);

void start(char ***commands, guint n)
{
    for (guint i = 0; i < n; i++) {
        Job *job = g_new0(Job, 1);
        job->options = g_hash_table_new(g_str_hash, g_str_equal);
        for (char **option = commands[i]; *option; option++)
            g_hash_table_add(job->options, *option);
        enqueue(job);
    }
}
