/* What the second table destroys takes itself out of the first one, which is gone. How
 * many jobs it finishes before does not matter. */
#include <glib.h>

typedef struct Job Job;
void job_finish(Job *job);

typedef struct {
    GHashTable *by_name, *by_id;
} Pool;

typedef struct {
    Pool *pool;
    char *name;
    int id;
    Job *jobs;
} Worker;

static void worker_free(gpointer data)
{
    Worker *worker = data;

    while (worker->jobs)
        job_finish(worker->jobs);
    g_hash_table_remove(worker->pool->by_name, worker->name);
    g_free(worker->name);
    g_free(worker);
}

void worker_leave(Worker *worker)
{
    g_hash_table_remove(worker->pool->by_id, worker);
}

Pool *pool_new(void)
{
    Pool *pool = g_new0(Pool, 1);

    pool->by_name = g_hash_table_new(g_str_hash, g_str_equal);
    pool->by_id = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, worker_free);
    return pool;
}

void pool_free(Pool *pool)
{
    g_hash_table_destroy(pool->by_name);
    g_hash_table_destroy(pool->by_id); // want destroy-reenters-map "'pool->by_name'"
    g_free(pool);
}

void pool_free_in_order(Pool *pool)
{
    g_hash_table_destroy(pool->by_id);
    g_hash_table_destroy(pool->by_name);
    g_free(pool);
}

/* The caller is told nothing new. */
void pools_free(Pool *one, Pool *two)
{
    pool_free(one);
    pool_free(two);
}
