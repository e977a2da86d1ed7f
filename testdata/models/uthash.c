/* Every row of rules/models/uthash.model at work, seen through what the rules say. */
#include <stdlib.h>
#include <uthash.h>

typedef struct user {
    int id;
    char name[16];
    void *handle;
    struct user *next;
    UT_hash_handle hh;
    UT_hash_handle by_name;
} user;

struct registry {
    user *users;
    int count;
};

/* ---- walks along hh.next ---- */

void walk_and_delete(struct registry *r)
{
    for (user *u = r->users; u != NULL; u = u->hh.next)
        HASH_DEL(r->users, u); // want mutate-in-iteration "'r->users'"
}

void walk_and_delete_by_handle(user **users)
{
    user *u;
    for (u = *users; u != NULL; u = (user *)(u->hh.next)) {
        HASH_DELETE(hh, *users, u); // want mutate-in-iteration
        free(u);
    }
}

/* The one behind goes: the link that is read next leads past it. */
void walk_and_drop_next(struct registry *r)
{
    for (user *u = r->users; u != NULL; u = u->hh.next) {
        user *next = u->hh.next;
        if (next != NULL && next->id == u->id) {
            HASH_DEL(r->users, next);
            free(next);
        }
    }
}

static void forget(struct registry *r, user *u)
{
    HASH_DEL(r->users, u);
    free(u);
}

void walk_and_drop_next_below(struct registry *r)
{
    for (user *u = r->users; u != NULL; u = u->hh.next) {
        user *next = u->hh.next;
        if (next != NULL && next->id == u->id)
            forget(r, next);
    }
}

/* Leaves the loop at once. */
void walk_to_one(struct registry *r, int id)
{
    user *u;
    for (u = r->users; u; u = u->hh.next)
        if (u->id == id) {
            HASH_DEL(r->users, u);
            free(u);
            break;
        }
}

/* Takes the next one first: no walk by the loop's own step. */
void walk_with_next(struct registry *r)
{
    user *u, *next;
    for (u = r->users; u; u = next) {
        next = u->hh.next;
        HASH_DEL(r->users, u);
        free(u);
    }
}

/* Another table that the same elements are in. */
void walk_other(struct registry *r, user **names)
{
    for (user *u = r->users; u != NULL; u = u->hh.next)
        HASH_DELETE(by_name, *names, u);
}

void walk_and_add(struct registry *r, user *more)
{
    for (user *u = r->users; u != NULL; u = u->hh.next) {
        HASH_ADD_INT(r->users, id, more);
        more = more->next;
        if (more == NULL)
            break;
    }
}

/* ---- HASH_ITER keeps the next element ---- */

void iter_and_delete(struct registry *r)
{
    user *u, *tmp;
    HASH_ITER(hh, r->users, u, tmp) {
        HASH_DEL(r->users, u);
        free(u);
    }
}

void iter_and_add(struct registry *r, user *more)
{
    user *u, *tmp;
    HASH_ITER(hh, r->users, u, tmp) {
        if (more)
            HASH_ADD_INT(r->users, id, more);
        more = NULL;
    }
}

void iter_and_clear(struct registry *r)
{
    user *u, *tmp;
    HASH_ITER(hh, r->users, u, tmp)
        HASH_CLEAR(hh, r->users);
}

/* ---- all that adds, finds and replaces ---- */

static user *all;

void every_macro(struct registry *r, user *u, const char *name, int id)
{
    user *found = NULL, *old = NULL;
    unsigned hash = 7;
    HASH_FIND_INT(all, &id, found);
    HASH_FIND_STR(all, name, found);
    HASH_FIND_PTR(all, &r, found);
    HASH_FIND(hh, all, name, strlen(name), found);
    HASH_FIND_BYHASHVALUE(hh, all, name, strlen(name), hash, found);
    HASH_ADD_INT(all, id, u);
    HASH_ADD_STR(all, name, u);
    HASH_ADD_PTR(all, handle, u);
    HASH_ADD(hh, all, id, sizeof(int), u);
    HASH_ADD_KEYPTR(hh, all, u->name, strlen(u->name), u);
    HASH_ADD_BYHASHVALUE(hh, all, id, sizeof(int), hash, u);
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, all, u->name, strlen(u->name), hash, u);
    HASH_REPLACE_INT(all, id, u, old);
    HASH_REPLACE_STR(all, name, u, old);
    HASH_REPLACE_PTR(all, handle, u, old);
    HASH_REPLACE(hh, all, id, sizeof(int), u, old);
    r->count = (int)(HASH_COUNT(all) + HASH_CNT(hh, all));
    if (found && old)
        free(old);
}

/* ---- wrappers ---- */

#define USERS_DELETE(r, obj) HASH_DELETE(hh, (r), (obj))
#define USERS_DROP(r, obj)           \
    do {                             \
        USERS_DELETE((r)->users, obj); \
        free(obj);                   \
    } while (0)
#define USERS_EACH(r, it) for ((it) = (r)->users; (it); (it) = (it)->hh.next)
#define USERS_EACH_SAFE(r, it, tmp) HASH_ITER(hh, (r)->users, it, tmp)

void wrapped(struct registry *r)
{
    user *u;
    for (u = r->users; u; u = u->hh.next)
        USERS_DROP(r, u); // want mutate-in-iteration "'r->users'"
}

void wrapped_walk(struct registry *r)
{
    user *u;
    USERS_EACH(r, u)
        USERS_DROP(r, u); // want mutate-in-iteration "'r->users'"
}

void wrapped_safe(struct registry *r)
{
    user *u, *tmp;
    USERS_EACH_SAFE(r, u, tmp)
        USERS_DROP(r, u);
}

/* ---- through functions ---- */

static void drop(struct registry *r, user *u)
{
    HASH_DEL(r->users, u);
    free(u);
}

void walk_and_call(struct registry *r)
{
    for (user *u = r->users; u != NULL; u = u->hh.next)
        drop(r, u); // want mutate-in-iteration "'r->users'"
}

void iter_and_call(struct registry *r)
{
    user *u, *tmp;
    HASH_ITER(hh, r->users, u, tmp)
        drop(r, u);
}

/* ---- the elements' own life ---- */

void free_what_is_in(user **users)
{
    user *u = malloc(sizeof *u);
    HASH_ADD_INT(*users, id, u);
    free(u); // want freed-entry "'u'"
}

void free_without_delete(struct registry *r)
{
    user *u, *tmp;
    HASH_ITER(hh, r->users, u, tmp)
        free(u); // want freed-entry
    r->users = NULL;
}

void delete_by_handle(struct registry *r)
{
    user *u, *tmp;
    HASH_ITER(hh, r->users, u, tmp) {
        HASH_DELETE_HH(hh, r->users, &u->hh);
        free(u);
    }
}

/* ---- the head ---- */

/* HASH_ADD makes the first element the head. */
int head_after_add(int id)
{
    user *mine = NULL;
    user *u = malloc(sizeof *u);
    if (u == NULL)
        return 0;
    u->id = id;
    HASH_ADD_INT(mine, id, u);
    int first = mine->id;
    HASH_DEL(mine, u);
    free(u);
    return first;
}
