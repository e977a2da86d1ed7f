#include "maps.h"

typedef struct {
    ids *by_port;
} Router;

void router_init(Router *router)
{
    router->by_port = ids_make(0); // want missing-prealloc "4096"
    for (int port = 0; port < 4096; port++)
        ids_put(router->by_port, port, -1);
}
