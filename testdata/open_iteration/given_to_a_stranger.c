#include "redis-dict.h"

void watch(dictIterator *di, void *arg);

void begin(dict *d, void *arg)
{
    dictIterator *di = dictGetSafeIterator(d);
    watch(di, arg);
}
