/* Each turn reads a new name. */
#include "maps.h"

void open_named(tenants *all, const char *(*next)(void))
{
    const char *name;

    while ((name = next()) != NULL)
        tenants_put(all, name, counts_make(0));
}
