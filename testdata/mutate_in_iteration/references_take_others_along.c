/* A callback lets the current entry go, which is lawful, and with its last reference
 * entries that it depends on, which is not. */
#include "frr-hash.h"
#include <stdlib.h>

struct group {
    int refs;
    struct member *members;
};

struct member {
    struct group *group;
    struct member *next;
};

struct state {
    struct hash *groups, *spare;
} state;

static void group_unref(struct group *group)
{
    group->refs--;
    for (struct member *m = group->members; m; m = m->next)
        group_unref(m->group);
    if (group->refs <= 0) {
        hash_release(state.groups, group);
        free(group);
    }
}

static void sweep_one(struct hash_bucket *bucket, void *arg)
{
    struct group *group = bucket->data;
    (void)arg;
    if (group->refs == 1)
        group_unref(group);
}

void sweep_here(void)
{
    hash_iterate(state.groups, sweep_one, NULL); // want mutate-in-iteration "groups"
}

/* The table comes as an argument; below it is known by its global name. */
void sweep(struct hash *hash)
{
    hash_iterate(hash, sweep_one, NULL); // want mutate-in-iteration "'hash'"
}

void sweep_spare(struct hash *hash)
{
    hash_iterate(hash, sweep_one, NULL);
}

void start(void)
{
    sweep(state.groups);
    sweep_spare(state.spare);
}

/* ---- mended: it begins anew after each that goes ---- */

static int sweep_until_one_goes(struct hash_bucket *bucket, void *arg)
{
    struct group *group = bucket->data;
    (void)arg;
    if (group->refs == 1) {
        group_unref(group);
        return -1;
    }
    return 0;
}

void sweep_and_begin_anew(void)
{
    unsigned long count;

    do {
        count = state.groups->count;
        hash_walk(state.groups, sweep_until_one_goes, NULL);
    } while (count != state.groups->count);
}

/* ---- only the current one goes ---- */

static void unref_alone(struct group *group)
{
    if (--group->refs <= 0) {
        hash_release(state.groups, group);
        free(group);
    }
}

static void sweep_alone(struct hash_bucket *bucket, void *arg)
{
    (void)arg;
    unref_alone(bucket->data);
}

void sweep_each(void)
{
    hash_iterate(state.groups, sweep_alone, NULL);
}

/* Recursion comes back with the entry that it was given. */
static void retry(struct group *group, int times)
{
    if (times > 0)
        retry(group, times - 1);
    else
        hash_release(state.groups, group);
}

static void retry_one(struct hash_bucket *bucket, void *arg)
{
    (void)arg;
    retry(bucket->data, 3);
}

void retry_each(void)
{
    hash_iterate(state.groups, retry_one, NULL);
}
