/* Entries stand under a field of their value; a delete is given the value. */
#include <stdlib.h>

typedef struct Hashmap Hashmap;
int hashmap_put(Hashmap *map, const void *key, void *value);
void *hashmap_get(Hashmap *map, const void *key);
void *hashmap_remove(Hashmap *map, const void *key);

typedef struct Id {
    size_t length;
    unsigned char data[16];
} Id;

typedef struct Lease {
    int address;
    Id id;
} Lease;

typedef struct Server {
    Hashmap *leases;
} Server;

int lease_add(Server *server, Lease *lease)
{
    return hashmap_put(server->leases, &lease->id, lease);
}

void lease_release(Server *server, const Id *id)
{
    Lease *lease = hashmap_get(server->leases, id);

    if (!lease)
        return;
    hashmap_remove(server->leases, lease); // want freed-entry "'lease' is no key of"
    free(lease);
}

void lease_drop(Server *server, const Id *id)
{
    Lease *lease = hashmap_get(server->leases, id);

    if (!lease)
        return;
    hashmap_remove(server->leases, &lease->id);
    free(lease);
}
