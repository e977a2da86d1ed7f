/* A function that prints frees nothing and makes nothing anew. */
#include <glib.h>

void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
void notify(const char *what, int count);

static GHashTable *jobs;

void jobs_stop(void)
{
    g_hash_table_destroy(jobs); // want use-after-free-map "'jobs' is used"
    note("stopped %s", "jobs");
    g_hash_table_remove(jobs, "last");
}

/* Nobody knows what this one does. */
void jobs_stop_and_tell(void)
{
    g_hash_table_destroy(jobs);
    notify("stopped", 1);
    g_hash_table_remove(jobs, "last");
}
