/* The library reads it only where it was stored. */
// models: store
#include <stddef.h>
#include <string.h>

typedef struct Store Store;

int store_consume(Store *store, void *value);
char *name_next(void);
void note(const char *text);

int names_read(Store *store)
{
    char *name;
    size_t longest = 0;

    while ((name = name_next())) {
        size_t length = strlen(name);
        int r = store_consume(store, name);

        if (r < 0)
            return r;
        if (r > 0 && strcmp(name, "last") == 0)
            note("stored");
        if (length > longest)
            longest = length;
    }
    return longest > 0;
}
