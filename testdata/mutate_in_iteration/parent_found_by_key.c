/* With an entry its parent goes, which is found in the same table by another key. */
#include "frr-hash.h"
#include <stdlib.h>

struct realm {
    struct hash *routes;
};

struct route {
    struct realm *realm;
    int source, group, refs;
};

struct realm *realm_default(void);

struct route *route_new(struct realm *realm, int source, int group)
{
    struct route *route = calloc(1, sizeof *route);
    route->realm = realm;
    route->source = source;
    route->group = group;
    return hash_get(realm->routes, route, hash_alloc_intern);
}

static struct route *route_find(struct realm *realm, int source, int group)
{
    struct route key = { .source = source, .group = group };
    return hash_lookup(realm->routes, &key);
}

static void route_del(struct route *route)
{
    if (route->source != 0) {
        struct route *parent = route_find(realm_default(), 0, route->group);
        if (parent && --parent->refs == 0)
            route_del(parent);
    }
    hash_release(route->realm->routes, route);
    free(route);
}

static void drop_one(struct hash_bucket *bucket, void *arg)
{
    (void)arg;
    route_del(bucket->data);
}

void realm_clear(struct realm *realm)
{
    hash_iterate(realm->routes, drop_one, NULL); // want mutate-in-iteration "routes"
}

/* ---- without the parent ---- */

static void route_del_alone(struct route *route)
{
    hash_release(route->realm->routes, route);
    free(route);
}

static void drop_alone(struct hash_bucket *bucket, void *arg)
{
    (void)arg;
    route_del_alone(bucket->data);
}

void realm_clear_alone(struct realm *realm)
{
    hash_iterate(realm->routes, drop_alone, NULL);
}
