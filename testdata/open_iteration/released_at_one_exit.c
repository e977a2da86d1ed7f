#include "redis-dict.h"

int save(void *key, void *val);

int save_all(dict *d)
{
    dictIterator *di = NULL;
    dictEntry *de;

    if (d == NULL)
        goto failed;
    di = dictGetSafeIterator(d);
    while ((de = dictNext(di)) != NULL)
        if (save(dictGetKey(de), dictGetVal(de)) < 0)
            goto failed;
    dictReleaseIterator(di);
    return 0;
failed:
    if (di)
        dictReleaseIterator(di);
    return -1;
}
