#include "maps.h"

#define PORTS 256

void scan(int (*is_open)(int port), void (*report)(ids *found))
{
    ids *found = ids_make(0); // want missing-prealloc "256"

    for (int port = 0; port < PORTS; port++)
        ids_put(found, port, is_open(port));
    report(found);
    ids_free(found);
}
