#include "redis-dict.h"

void *value_of(dict *d, const void *key)
{
    dictIterator *di = dictGetSafeIterator(d); // want open-iteration
    dictEntry *de;
    void *found = NULL;

    while ((de = dictNext(di)) != NULL) {
        if (dictGetKey(de) != key)
            continue;
        found = dictGetVal(de);
        if (found == NULL)
            goto none;
        break;
    }
    dictReleaseIterator(di);
    return found;
none:
    return NULL;
}
