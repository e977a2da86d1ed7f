#include "redis-dict.h"

/* Needs no end: nothing was allocated. */
int has_value(dict *d, const void *val)
{
    dictIterator di;
    dictEntry *de;

    dictInitIterator(&di, d);
    while ((de = dictNext(&di)) != NULL)
        if (dictGetVal(de) == val)
            return 1;
    return 0;
}
