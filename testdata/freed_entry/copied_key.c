/* A map of texts that copies its keys: only the value is the caller's to keep. */
#include "git-hashmap.h"

#include <stdlib.h>
#include <string.h>

void put_under_copy(struct strmap *map, const char *text, void *value)
{
    char *key = strdup(text);
    strmap_put(map, key, value);
    free(key);
}

static void put(struct strmap *map, const char *key, void *value)
{
    strmap_put(map, key, value);
}

void put_below(struct strmap *map, const char *text, void *value)
{
    char *key = strdup(text);
    put(map, key, value);
    free(key);
}

void value_freed(struct strmap *map, const char *text)
{
    char *value = strdup(text);
    strmap_put(map, text, value);
    free(value); // want freed-entry "'value'"
}
