/* All that is put into a map knows whose map it is. */
#include <glib.h>

typedef struct Hub Hub;

typedef struct Job {
    Hub *hub;
    Hub *from;
    char *id;
    void (*done)(struct Job *job);
} Job;

typedef struct Store {
    GHashTable *jobs;  /* of Job, by id */
    GHashTable *mixed; /* of Job, some of which were made elsewhere */
    GHashTable *later; /* of Job that learn of the hub when they are in */
} Store;

struct Hub {
    Store *store;
};

static Job *job_new(Hub *hub, const char *id)
{
    Job *job = g_new0(Job, 1);
    job->hub = hub;
    job->id = g_strdup(id);
    return job;
}

static void job_done(Job *job)
{
    g_hash_table_remove(job->hub->store->jobs, job->id);
}

void hub_add(Hub *hub, const char *id)
{
    Job *job = job_new(hub, id);
    g_hash_table_insert(hub->store->jobs, job->id, job);
}

void hub_finish(Hub *hub)
{
    GHashTableIter it;
    gpointer job;
    g_hash_table_iter_init(&it, hub->store->jobs);
    while (g_hash_table_iter_next(&it, NULL, &job))
        job_done(job); // want mutate-in-iteration "jobs"
}

static void tell_done(gpointer key, gpointer value, gpointer data)
{
    (void)key, (void)data;
    job_done(value);
}

void hub_finish_each(Hub *hub)
{
    g_hash_table_foreach(hub->store->jobs, tell_done, NULL); // want mutate-in-iteration
}

/* Jobs of other hubs are in there as well. */
void hub_adopt(Hub *hub, Hub *other, const char *id)
{
    Job *own = job_new(hub, id), *foreign = job_new(other, id);
    g_hash_table_insert(hub->store->mixed, own->id, own);
    g_hash_table_insert(hub->store->mixed, foreign->id, foreign);
}

static void mixed_done(Job *job)
{
    g_hash_table_remove(job->hub->store->mixed, job->id);
}

void hub_finish_mixed(Hub *hub)
{
    GHashTableIter it;
    gpointer job;
    g_hash_table_iter_init(&it, hub->store->mixed);
    while (g_hash_table_iter_next(&it, NULL, &job))
        mixed_done(job);
}

void hub_add_later(Hub *hub, const char *id)
{
    Job *job = g_new0(Job, 1);
    job->id = g_strdup(id);
    g_hash_table_insert(hub->store->later, job->id, job);
    job->hub = hub;
}

static void later_done(Job *job)
{
    g_hash_table_remove(job->hub->store->later, job->id);
}

/* Where it came from is nobody's table here. */
static void later_sent(Job *job)
{
    g_hash_table_remove(job->from->store->later, job->id);
}

void hub_finish_later(Hub *hub, gboolean sent)
{
    GHashTableIter it;
    gpointer job;
    g_hash_table_iter_init(&it, hub->store->later);
    while (g_hash_table_iter_next(&it, NULL, &job)) {
        if (sent)
            later_sent(job);
        else
            later_done(job); // want mutate-in-iteration "later"
    }
}
