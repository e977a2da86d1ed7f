/* Every row of rules/models/git.model at work: what each function does to the map, seen
 * through what the rules then say. */
#include "git-hashmap.h"

#include <stdlib.h>

struct word {
    struct hashmap_entry ent;
    const char *text;
};

/* ---- changes under an open iteration ---- */

void every_change(struct hashmap *words, struct word *more)
{
    struct hashmap_iter iter;
    struct word *w;

    hashmap_for_each_entry(words, &iter, w, ent)
        hashmap_add(words, &more->ent); // want mutate-in-iteration "'words'"
    hashmap_for_each_entry(words, &iter, w, ent)
        hashmap_put(words, &more->ent); // want mutate-in-iteration "'words'"
    hashmap_for_each_entry(words, &iter, w, ent)
        hashmap_remove(words, &w->ent, NULL); // want mutate-in-iteration "'words'"
}

void every_clear(struct hashmap *words)
{
    struct hashmap_iter iter;
    struct word *w;

    hashmap_for_each_entry(words, &iter, w, ent)
        hashmap_clear(words); // want clear-in-iteration "'words'"
    hashmap_for_each_entry(words, &iter, w, ent)
        hashmap_partial_clear(words); // want clear-in-iteration "'words'"
    hashmap_for_each_entry(words, &iter, w, ent)
        hashmap_clear_and_free(words, struct word, ent); // want clear-in-iteration
}

void by_hand(struct hashmap *words)
{
    struct hashmap_iter iter;
    struct hashmap_entry *e;

    hashmap_iter_init(words, &iter);
    while ((e = hashmap_iter_next(&iter)))
        hashmap_remove(words, e, NULL); // want mutate-in-iteration "'words'"
}

struct index {
    struct hashmap names, dirs;
};

void a_part_of_something(struct index *index, struct word *more)
{
    struct hashmap_iter iter;
    struct word *w;

    hashmap_for_each_entry(&index->names, &iter, w, ent) {
        hashmap_add(&index->dirs, &more->ent);
        hashmap_add(&index->names, &more->ent); // want mutate-in-iteration "'index->names'"
    }
}

void looks(struct hashmap *words, struct word *key)
{
    struct hashmap_iter iter;
    struct word *w;

    hashmap_for_each_entry(words, &iter, w, ent)
        if (hashmap_get(words, &key->ent, NULL))
            break;
    hashmap_for_each_entry(words, &iter, w, ent) {
        hashmap_remove(words, &w->ent, NULL);
        break;
    }
}

/* A cleared map is an empty one. */
void cleared_and_used(struct word *w)
{
    struct hashmap words;

    hashmap_init(&words, NULL, NULL, 0);
    hashmap_add(&words, &w->ent);
    hashmap_clear(&words);
    hashmap_get(&words, &w->ent, NULL);
    hashmap_clear(&words);
}

/* ---- strmap, strset: the iteration is one over the map inside ---- */

void strings(struct strmap *map, const char *key)
{
    struct hashmap_iter iter;
    struct strmap_entry *e;

    strmap_for_each_entry(map, &iter, e)
        strmap_put(map, key, NULL); // want mutate-in-iteration "'map->map'"
    strmap_for_each_entry(map, &iter, e)
        strmap_remove(map, key, 0); // want mutate-in-iteration "'map->map'"
    strmap_for_each_entry(map, &iter, e)
        strmap_clear(map, 1); // want clear-in-iteration "'map->map'"
    strmap_for_each_entry(map, &iter, e)
        if (!strmap_contains(map, key))
            strmap_get(map, key);
}

void sets(struct strset *set, struct strset *other)
{
    struct hashmap_iter iter;
    struct strmap_entry *e;

    strset_for_each_entry(set, &iter, e) {
        strset_remove(other, e->key);
        strset_remove(set, e->key); // want mutate-in-iteration "'set->map.map'"
    }
    strset_for_each_entry(set, &iter, e)
        strset_clear(set); // want clear-in-iteration "'set->map.map'"
}

/* ---- oidset: a removal only marks the slot ---- */

void objects(struct oidset *set, const struct object_id *more)
{
    struct oidset_iter iter;
    const struct object_id *oid;

    oidset_iter_init(set, &iter);
    while ((oid = oidset_iter_next(&iter)))
        oidset_remove(set, oid);
    oidset_iter_init(set, &iter);
    while ((oid = oidset_iter_next(&iter)))
        oidset_insert(set, more); // want mutate-in-iteration "'set'"
    oidset_iter_init(set, &iter);
    while ((oid = oidset_iter_next(&iter)))
        oidset_clear(set); // want clear-in-iteration "'set'"
}

/* ---- by the elements that the entries are members of ---- */

struct job {
    int id;
    struct hashmap_entry ent;
};

void found_and_freed(struct hashmap *jobs, struct job *key)
{
    struct job *j = hashmap_get_entry(jobs, key, ent, NULL);
    if (j)
        free(j); // want freed-entry "'jobs'"
}

void freed_by_loop(struct hashmap *jobs)
{
    struct hashmap_iter iter;
    struct job *j;
    hashmap_for_each_entry(jobs, &iter, j, ent)
        free(j); // want freed-entry "'jobs'"
}

void freed_and_cleared(struct hashmap *jobs)
{
    struct hashmap_iter iter;
    struct job *j;
    hashmap_for_each_entry(jobs, &iter, j, ent)
        free(j);
    hashmap_clear(jobs);
}

void removed_and_freed(struct hashmap *jobs, struct job *key)
{
    struct job *j = hashmap_remove_entry(jobs, key, ent, NULL);
    free(j);
    j = hashmap_get_entry(jobs, key, ent, NULL);
    if (j == NULL)
        return;
    hashmap_remove(jobs, &j->ent, NULL);
    free(j);
}

/* What was replaced comes back. */
void replaced(struct hashmap *jobs, struct job *job)
{
    struct job *old = hashmap_put_entry(jobs, job, ent);
    free(old);
}
