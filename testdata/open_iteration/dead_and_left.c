#include "redis-dict.h"

/* The delete is lawful as the loop is left, but the iterator lives on. */
void drop(dict *d, const void *key)
{
    dictIterator *di = dictGetSafeIterator(d); // want open-iteration
    dictEntry *de;

    while ((de = dictNext(di)) != NULL)
        if (dictGetKey(de) == key) {
            dictDelete(d, key);
            return;
        }
    dictReleaseIterator(di);
}
