#include "redis-dict.h"

typedef struct Cursor {
    dictIterator *di;
    int db;
} Cursor;

dictIterator *begin(dict *d)
{
    dictIterator *di = dictGetSafeIterator(d);
    if (dictNext(di) == NULL) {
        dictReleaseIterator(di);
        return NULL;
    }
    return di;
}

Cursor begin_at(dict *d, int db)
{
    Cursor cursor;
    cursor.di = dictGetSafeIterator(d);
    cursor.db = db;
    return cursor;
}
