/* Every row of rules/models/systemd.model at work: what each function does to the map, seen
 * through what the rules then say. */
#include "systemd-hashmap.h"

typedef struct Unit {
    char *id;
    struct Unit *next;
} Unit;

/* ---- changes under an open iteration ---- */

void every_insert(Hashmap *units, Unit *more)
{
    Iterator i;
    Unit *u;

    HASHMAP_FOREACH(u, units, i)
        hashmap_put(units, more->id, more); // want mutate-in-iteration "'units'"
    HASHMAP_FOREACH(u, units, i)
        hashmap_replace(units, more->id, more); // want mutate-in-iteration "'units'"
    HASHMAP_FOREACH(u, units, i)
        hashmap_remove_and_put(units, "a", more->id, more); // want mutate-in-iteration
}

/* An update needs a key that is there, and moves nothing. */
void update_is_lawful(Hashmap *units, Unit *other)
{
    Iterator i;
    Unit *u;

    HASHMAP_FOREACH(u, units, i)
        hashmap_update(units, other->id, u);
}

void every_clear(Hashmap *units)
{
    Iterator i;
    Unit *u;

    HASHMAP_FOREACH(u, units, i)
        hashmap_clear(units); // want clear-in-iteration "'units'"
    HASHMAP_FOREACH(u, units, i)
        hashmap_clear_free(units); // want clear-in-iteration "'units'"
    HASHMAP_FOREACH(u, units, i)
        hashmap_free(units); // want clear-in-iteration "'units'"
}

void ordered(OrderedHashmap *jobs, Unit *more)
{
    Iterator i;
    Unit *u;

    ORDERED_HASHMAP_FOREACH(u, jobs, i)
        ordered_hashmap_put(jobs, more->id, more); // want mutate-in-iteration "'jobs'"
    ORDERED_HASHMAP_FOREACH(u, jobs, i)
        ordered_hashmap_clear(jobs); // want clear-in-iteration "'jobs'"
}

void sets(Set *names, char *more)
{
    char *name;

    SET_FOREACH(name, names)
        set_put(names, more); // want mutate-in-iteration "'names'"
    SET_FOREACH(name, names)
        set_clear(names); // want clear-in-iteration "'names'"
    SET_FOREACH(name, names)
        set_free(names); // want clear-in-iteration "'names'"
}

void ensure_put_is_a_put(Set **names, char *more)
{
    char *name;

    SET_FOREACH(name, *names)
        set_ensure_put(names, &string_hash_ops, more); // want mutate-in-iteration
}

/* "It is safe to remove the current entry." */
void removes_the_current(Hashmap *units)
{
    Iterator i;
    Unit *u;
    const char *id;

    HASHMAP_FOREACH_KEY(u, id, units, i) {
        hashmap_remove(units, id);
        free(u);
    }
    HASHMAP_FOREACH(u, units, i)
        hashmap_remove_value(units, u->id, u);
}

void removes_the_current_of_a_set(Set *names)
{
    char *name;

    SET_FOREACH(name, names)
        free(set_remove(names, name));
}

/* Which one is not known. */
void removes_some(Hashmap *units, const char *id)
{
    Iterator i;
    Unit *u;

    HASHMAP_FOREACH(u, units, i)
        hashmap_remove(units, id);
}

void looks(Hashmap *units, const char *id)
{
    Iterator i;
    Unit *u;

    HASHMAP_FOREACH(u, units, i)
        if (hashmap_get(units, id) || hashmap_contains(units, id) ||
            hashmap_size(units) > 3 || hashmap_first(units))
            break;
}

/* Each loop begins anew, also with the iterator of the one before. */
void begins_anew(Hashmap *units, Hashmap *jobs, Unit *more)
{
    Iterator i;
    Unit *u;

    HASHMAP_FOREACH(u, units, i) {
        hashmap_put(units, more->id, more);
        break;
    }
    HASHMAP_FOREACH(u, units, i)
        hashmap_put(jobs, u->id, u);
}

void drains(Hashmap *units)
{
    Unit *u;

    while ((u = hashmap_steal_first(units)))
        free(u);
    hashmap_free(units);
}

/* ---- NULL is an empty map, but for what inserts ---- */

void looks_into_null(Unit *u)
{
    Hashmap *units = NULL;
    Iterator i;
    Unit *e;

    hashmap_get(units, u->id);
    hashmap_remove(units, u->id);
    hashmap_clear(units);
    hashmap_free(units);
    HASHMAP_FOREACH(e, units, i)
        free(e);
}

void inserts_into_null(Unit *u)
{
    Hashmap *units = NULL;

    hashmap_put(units, u->id, u); // want nil-map-write "'units'"
}

void free_gives_null(Unit *u)
{
    Hashmap *units = hashmap_new(&string_hash_ops);

    units = hashmap_free(units);
    hashmap_put(units, u->id, u); // want nil-map-write "'units'"
}

void ensured_first(Unit *u)
{
    Hashmap *units = NULL;

    if (hashmap_ensure_allocated(&units, &string_hash_ops) < 0)
        return;
    hashmap_put(units, u->id, u);
    hashmap_free(units);
}

/* What could not be stored is the caller's. */
int puts_or_frees(Hashmap *units, const char *id)
{
    Unit *u = malloc(sizeof *u);
    int r;

    if (!u)
        return -1;
    r = hashmap_put(units, id, u);
    if (r < 0) {
        free(u);
        return r;
    }
    return 0;
}
