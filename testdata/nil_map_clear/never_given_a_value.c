/* One exit for all failures, and maps that some of them come before. */
#include "git-hashmap.h"
#include <glib.h>
#include <string.h>

struct entry {
    struct hashmap_entry ent;
    int number;
};

int open_input(const char *path);
int read_entries(int fd, struct hashmap *into);
void entries_init(struct hashmap *map);

int compare(const char *left, const char *right)
{
    struct hashmap ours, theirs;
    int fd = open_input(left), status = -1;

    if (fd < 0)
        goto finish;
    hashmap_init(&ours, NULL, NULL, 0);
    hashmap_init(&theirs, NULL, NULL, 0);
    status = read_entries(fd, &ours);
finish:
    hashmap_clear_and_free(&ours, struct entry, ent);   // want nil-map-clear "'ours', which was never"
    hashmap_clear_and_free(&theirs, struct entry, ent); // want nil-map-clear "'theirs'"
    (void)right;
    return status;
}

/* Mended: made where they are declared, in one way or another. */
int compare_made(const char *left)
{
    struct hashmap ours = { 0 }, theirs, others;
    int fd = open_input(left), status = -1;

    memset(&theirs, 0, sizeof theirs);
    entries_init(&others);
    if (fd < 0)
        goto finish;
    status = read_entries(fd, &ours);
finish:
    hashmap_clear_and_free(&ours, struct entry, ent);
    hashmap_clear_and_free(&theirs, struct entry, ent);
    hashmap_clear_and_free(&others, struct entry, ent);
    return status;
}

/* A pointer to one is no better. */
int load(const char *path)
{
    GHashTable *table;
    int fd = open_input(path);

    if (fd < 0)
        goto out;
    table = g_hash_table_new(g_str_hash, g_str_equal);
    g_hash_table_insert(table, (gpointer)path, GINT_TO_POINTER(fd));
out:
    g_hash_table_destroy(table); // want nil-map-clear "'table', which was never"
    return fd;
}

/* What makes it and what ends it go by one condition. */
int load_perhaps(const char *path)
{
    GHashTable *table;

    if (path)
        table = g_hash_table_new(g_str_hash, g_str_equal);
    if (path)
        g_hash_table_destroy(table);
    return 0;
}

/* Part of something that is made as a whole, or not. */
struct job {
    struct hashmap seen;
    int fd;
};

static void job_release(struct job *job)
{
    hashmap_clear_and_free(&job->seen, struct entry, ent);
}

static void job_init(struct job *job, int fd)
{
    job->fd = fd;
    hashmap_init(&job->seen, NULL, NULL, 0);
}

int run(const char *path)
{
    struct job job;
    int fd = open_input(path);

    if (fd >= 0)
        job_init(&job, fd);
    job_release(&job); // want nil-map-clear "seen"
    return fd;
}

int run_one(const char *path)
{
    struct job job;
    int fd = open_input(path);

    if (fd < 0)
        return -1;
    job_init(&job, fd);
    job_release(&job);
    return fd;
}

/* Whoever is given the address may have made it. */
int run_made_elsewhere(int (*make)(GHashTable **table))
{
    GHashTable *table;

    make(&table);
    g_hash_table_destroy(table);
    return 0;
}

/* Each turn has its own, made on the first path of all. */
void run_all(char **paths)
{
    for (; *paths; paths++) {
        GHashTable *table;
        switch (**paths) {
        case 'a':
            table = g_hash_table_new(NULL, NULL);
            break;
        default:
            continue;
        }
        g_hash_table_destroy(table);
    }
}

/* Made in the first turn that needs it, and a flag says so. */
struct link {
    struct link *next;
    int number;
};

void walk(struct link *list)
{
    struct hashmap known;
    int is_known = 0;

    for (; list; list = list->next) {
        if (!is_known) {
            hashmap_init(&known, NULL, NULL, 0);
            is_known = 1;
        }
    }
    if (is_known)
        hashmap_clear_and_free(&known, struct entry, ent);
}
