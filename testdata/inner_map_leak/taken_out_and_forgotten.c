/* What a map holds was made for it, and is freed wherever it leaves it but in one place. */
#include "frr-hash.h"
#include "glib.h"

typedef struct Hop {
    int id, references;
    char *name;
} Hop;

typedef struct Router {
    struct hash *hops;
    struct hash *shared; /* of hops that stand in `all`, too */
    GHashTable *names;   /* texts by text, freed by hand */
    Hop *last;
} Router;

static Hop *all[16];

static void *hop_make(void *like)
{
    Hop *hop = calloc(1, sizeof *hop);
    if (!hop)
        abort();
    hop->id = ((Hop *)like)->id;
    return hop;
}

static void *shared_make(void *like)
{
    Hop *hop = hop_make(like);
    all[hop->id % 16] = hop;
    return hop;
}

static void hop_free(Hop *hop)
{
    free(hop->name);
    free(hop);
}

void hop_add(Router *router, int id)
{
    Hop like = { .id = id };
    Hop *hop = hash_get(router->hops, &like, hop_make);
    hop->references++;
    hash_get(router->shared, &like, shared_make);
}

void hop_drop(Router *router, int id)
{
    Hop like = { .id = id };
    Hop *hop = hash_lookup(router->hops, &like);
    if (!hop)
        return;
    hash_release(router->hops, hop);
    hop_free(hop);
}

void hop_drop_quietly(Router *router, int id)
{
    Hop like = { .id = id };
    Hop *hop = hash_lookup(router->hops, &like);
    if (!hop)
        return;
    free(hop->name);
    hash_release(router->hops, hop); // want inner-map-leak "'router->hops'"
}

static void drop_odd(struct hash_bucket *bucket, void *router)
{
    Hop *hop = bucket->data;
    if (hop->id % 2)
        hash_release(((Router *)router)->hops, hop); // want inner-map-leak "hops'"
}

void drop_all_odd(Router *router)
{
    hash_iterate(router->hops, drop_odd, router);
}

void name_add(Router *router, const char *name)
{
    g_hash_table_insert(router->names, (gpointer)name, g_strdup(name));
}

void name_drop(Router *router, const char *name)
{
    char *text = g_hash_table_lookup(router->names, name);
    g_hash_table_remove(router->names, name);
    g_free(text);
}

void name_forget(Router *router, const char *name)
{
    char *text = g_hash_table_lookup(router->names, name);
    if (text && text[0] == '-')
        g_hash_table_remove(router->names, name); // want inner-map-leak "names'"
}

/* ---- silent ---- */

/* The array still holds it. */
void shared_drop(Router *router, int id)
{
    Hop like = { .id = id };
    Hop *hop = hash_lookup(router->shared, &like);
    if (hop)
        hash_release(router->shared, hop);
}

void shared_free(Router *router, int id)
{
    Hop like = { .id = id };
    Hop *hop = hash_lookup(router->shared, &like);
    if (!hop)
        return;
    hash_release(router->shared, hop);
    all[id % 16] = NULL;
    hop_free(hop);
}

Hop *hop_take(Router *router, int id)
{
    Hop like = { .id = id };
    Hop *hop = hash_lookup(router->hops, &like);
    if (hop)
        hash_release(router->hops, hop);
    return hop;
}

void hop_keep(Router *router, int id)
{
    Hop like = { .id = id };
    Hop *hop = hash_lookup(router->hops, &like);
    if (!hop)
        return;
    hash_release(router->hops, hop);
    router->last = hop;
}

static void hop_unref(Hop *hop)
{
    if (--hop->references == 0)
        hop_free(hop);
}

void hop_give_back(Router *router, int id)
{
    Hop like = { .id = id };
    Hop *hop = hash_lookup(router->hops, &like);
    if (!hop)
        return;
    hash_release(router->hops, hop);
    hop_unref(hop);
}

/* Whoever hands it over frees it. */
void hop_release(Router *router, Hop *hop)
{
    hash_release(router->hops, hop);
}

void hop_drop_or_not(Router *router, int id, int keep)
{
    Hop like = { .id = id };
    Hop *hop = hash_lookup(router->hops, &like);
    if (!hop || keep)
        return;
    hop_release(router, hop);
    hop_free(hop);
}

void hop_drop_late(Router *router, int id, int early)
{
    Hop like = { .id = id };
    Hop *hop = hash_lookup(router->hops, &like);
    if (!hop)
        return;
    if (early)
        hash_release(router->hops, hop);
    else
        hash_release(router->hops, hop);
    hop_free(hop);
}

/* Found by another way, and freed. */
void hop_drop_last(Router *router)
{
    Hop like = { .id = router->last->id };
    hash_release(router->hops, &like);
    hop_free(router->last);
    router->last = NULL;
}
