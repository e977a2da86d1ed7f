/* A function deletes the entry that its argument is of, and goes on with the argument.
 * What the callers pass tells that it is. */
#include "glib.h"

typedef struct Server Server;

typedef struct Task {
    Server *server;
    char *id;
    int number, references;
} Task;

struct Server {
    GHashTable *tasks;
    int running;
};

static GHashTable *all, *by_number, *copied, *plain, *counted;

static void task_free(gpointer data)
{
    Task *task = data;

    g_free(task->id);
    g_free(task);
}

static void task_unref(gpointer data)
{
    Task *task = data;

    if (--task->references == 0)
        task_free(task);
}

void begin(Server *server)
{
    server->tasks = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, task_free);
    all = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, task_free);
    by_number = g_hash_table_new_full(g_direct_hash, g_direct_equal, NULL, task_free);
    copied = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, task_free);
    plain = g_hash_table_new(g_str_hash, g_str_equal);
    counted = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, task_unref);
}

static Task *task_new(Server *server, const char *id, int number)
{
    Task *task = g_new0(Task, 1);

    task->server = server;
    task->id = g_strdup(id);
    task->number = number;
    return task;
}

void add(Server *server, const char *id, int number)
{
    Task *task = task_new(server, id, number), *one = task_new(NULL, id, number);
    Task *two = task_new(NULL, id, number), *three = task_new(NULL, id, number);
    Task *four = task_new(NULL, id, number), *five = task_new(NULL, id, number);

    g_hash_table_insert(server->tasks, task->id, task);
    g_hash_table_insert(all, one->id, one);
    g_hash_table_insert(by_number, GINT_TO_POINTER(two->number), two);
    g_hash_table_insert(copied, g_strdup(three->id), three);
    g_hash_table_insert(plain, four->id, four);
    g_hash_table_insert(counted, five->id, five);
}

/* ---- used where it is dead ---- */

static void finish(Task *task)
{
    g_hash_table_remove(all, task->id); // want stale-value-pointer "'task'"
    g_print("%d", task->number);
}

/* The map is found through what goes with it. */
static void leave(Task *task)
{
    g_hash_table_remove(task->server->tasks, task->id); // want stale-value-pointer
    task->server->running--;
}

static void forget_number(int number)
{
    g_hash_table_remove(by_number, GINT_TO_POINTER(number));
}

static void cancel(Task *task, gboolean quiet)
{
    forget_number(task->number); // want stale-value-pointer "'task'"
    if (!quiet)
        g_print("%s", task->id);
}

static gboolean step(Task *task)
{
    if (task->number > 0) {
        task->number--;
        return FALSE;
    }
    g_hash_table_remove(copied, task->id);
    return TRUE;
}

static void report(Task *task)
{
    g_print("%d", task->number);
}

static void run(Task *task)
{
    if (step(task)) // want stale-value-pointer "'task'"
        report(task);
}

/* The text that it is given is the task's. */
static void drop(const char *id)
{
    g_hash_table_remove(copied, id); // want stale-value-pointer "'id'"
    g_print("%s is gone", id);
}

static void stop(Task *task)
{
    g_hash_table_remove_all(all); // want stale-value-pointer "'task'"
    g_print("%d", task->number);
}

void on_reply(Server *server, const char *id, int number)
{
    Task *task = g_hash_table_lookup(all, id);
    if (task)
        finish(task);
    task = g_hash_table_lookup(server->tasks, id);
    if (task)
        leave(task);
    task = g_hash_table_lookup(by_number, GINT_TO_POINTER(number));
    if (task)
        cancel(task, number > 2);
    task = g_hash_table_lookup(copied, id);
    if (task)
        run(task);
}

void on_error(const char *id)
{
    Task *task = g_hash_table_lookup(copied, id);
    if (task)
        drop(task->id);
    task = g_hash_table_lookup(all, id);
    if (task)
        stop(task);
}

/* ---- lawful ---- */

static void leave_in_time(Task *task)
{
    Server *server = task->server;

    g_hash_table_remove(server->tasks, task->id);
    server->running--;
}

static void finish_told(Task *task)
{
    if (g_hash_table_remove(all, task->id))
        return;
    g_print("%d", task->number);
}

static void finish_or_not(Task *task, gboolean last)
{
    if (last)
        g_hash_table_remove(all, task->id);
    if (!last)
        g_print("%d", task->number);
}

static void release(Task *task, gboolean own)
{
    g_hash_table_remove(all, task->id);
    if (own)
        task_free(task);
}

static void take(Task *task)
{
    g_hash_table_steal(all, task->id);
    g_print("%d", task->number);
    task_free(task);
}

static void drop_plain(Task *task)
{
    g_hash_table_remove(plain, task->id);
    g_print("%d", task->number);
    task_free(task);
}

static void drop_counted(Task *task)
{
    g_hash_table_remove(counted, task->id);
    g_print("%d", task->number);
}

static void drop_given(const char *id)
{
    g_hash_table_remove(all, id);
    g_print("%s is gone", id);
}

static void drop_other(Task *like)
{
    g_hash_table_remove(all, like->id);
    g_print("%d", like->number);
}

void others(Server *server, const char *id, gboolean last)
{
    Task *task = g_hash_table_lookup(server->tasks, id);
    if (task)
        leave_in_time(task);
    task = g_hash_table_lookup(all, id);
    if (task)
        finish_told(task);
    task = g_hash_table_lookup(all, id);
    if (task)
        finish_or_not(task, last);
    task = g_hash_table_lookup(all, id);
    if (task)
        take(task);
    task = g_hash_table_lookup(plain, id);
    if (task)
        drop_plain(task);
}

void more(const char *id, int number)
{
    Task *task = g_hash_table_lookup(all, id);
    if (task)
        release(task, FALSE);
    task = task_new(NULL, id, number);
    release(task, TRUE);

    task = g_hash_table_lookup(all, id);
    if (task)
        drop_other(task);
    task = task_new(NULL, id, number);
    drop_other(task);
    task_free(task);

    if (g_hash_table_lookup(all, id))
        drop_given(id);
    task = g_hash_table_lookup(counted, id);
    if (task) {
        task->references++;
        drop_counted(task);
        task_unref(task);
    }
}

/* What was looked up is one entry, by whatever key it is known. */
int clear(const char *id)
{
    Task *task = g_hash_table_lookup(all, id);
    int number = task ? task->number : 0;

    g_hash_table_remove_all(all);
    return number;
}
