/* The helper frees the object; whether it frees the table as well, it knows. */
#include <glib.h>

typedef struct Job {
    GHashTable *env;
    int step;
} Job;

int job_start(int step);

static void job_drop(Job *job)
{
    g_free(job);
}

static void job_free(Job *job)
{
    if (job == NULL)
        return;
    g_clear_pointer(&job->env, g_hash_table_unref);
    g_free(job);
}

static Job *job_new(int step)
{
    Job *job = g_malloc0(sizeof *job);

    job->env = g_hash_table_new(g_str_hash, g_str_equal);
    job->step = step;
    return job;
}

int run(int step)
{
    Job *job = job_new(step);
    int rc = job_start(step);

    if (rc != 0)
        job_drop(job); // want map-leak "'job->env'"
    else
        job_free(job);
    return rc;
}
