/* Some entries stand under their value itself: it is a key, too. */
#include <stdlib.h>

typedef struct Hashmap Hashmap;
int hashmap_put(Hashmap *map, const void *key, void *value);
void *hashmap_get(Hashmap *map, const void *key);
void *hashmap_remove(Hashmap *map, const void *key);

typedef struct Lease {
    int address;
    char name[16];
} Lease;

typedef struct Server {
    Hashmap *leases;
} Server;

int lease_add(Server *server, Lease *lease, void *alias)
{
    int r = hashmap_put(server->leases, lease->name, lease);

    return r < 0 ? r : hashmap_put(server->leases, alias, lease);
}

void lease_release(Server *server, const char *name)
{
    Lease *lease = hashmap_get(server->leases, name);

    if (!lease)
        return;
    hashmap_remove(server->leases, name);
    hashmap_remove(server->leases, lease);
    free(lease);
}
