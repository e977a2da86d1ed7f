#include "redis-dict.h"

unsigned long count(dict *d)
{
    dictIterator *di = dictGetIterator(d); // want open-iteration
    unsigned long n = 0;

    while (dictNext(di))
        n++;
    return n;
}
