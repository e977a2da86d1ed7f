/* A loop before the insertion hides why it is made, not that it is made. */
// models: store
#include <stddef.h>
#include <string.h>

typedef struct Store Store;

int store_consume(Store *store, void *value);
char *name_next(void);
int name_ends(const char *name, const char *end);
void note(const char *text);

int names_read(Store *store, const char *const *ends)
{
    char *name;
    size_t longest = 0;

    while ((name = name_next())) {
        int found = 0;

        for (const char *const *end = ends; *end; end++)
            if (name_ends(name, *end)) {
                found = 1;
                break;
            }
        if (!found)
            note("odd");
        int r = store_consume(store, name); // want stale-value-pointer "'name'"
        if (r < 0)
            return r;
        note("stored");
        if (strlen(name) > longest)
            longest++;
    }
    return longest > 0;
}
