#include "redis-dict.h"

int all_have_values(dict *d)
{
    dictIterator *di = dictGetSafeIterator(d); // want open-iteration "dictReleaseIterator"
    dictEntry *de;

    while ((de = dictNext(di)) != NULL)
        if (dictGetVal(de) == NULL)
            return 0;
    dictReleaseIterator(di);
    return 1;
}
