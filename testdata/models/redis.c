/* Every row of rules/models/redis.model at work: what each function does to the map, seen
 * through what the rules then say. */
#include "redis-dict.h"

/* ---- an unsafe iterator bears nothing but dictNext ---- */

void every_change(dict *d, void *key, void *val)
{
    dictIterator *di = dictGetIterator(d);

    while (dictNext(di))
        dictAdd(d, key, val); // want mutate-in-iteration "'d'"
    dictReleaseIterator(di);
    di = dictGetIterator(d);
    while (dictNext(di))
        dictReplace(d, key, val); // want mutate-in-iteration "'d'"
    dictReleaseIterator(di);
    di = dictGetIterator(d);
    while (dictNext(di))
        dictDelete(d, key); // want mutate-in-iteration "'d'"
    dictReleaseIterator(di);
    di = dictGetIterator(d);
    while (dictNext(di))
        dictExpand(d, 100); // want mutate-in-iteration "'d'"
    dictReleaseIterator(di);
}

void every_clear(dict *d)
{
    dictIterator *di = dictGetIterator(d);

    while (dictNext(di))
        dictEmpty(d, NULL); // want clear-in-iteration "'d'"
    dictReleaseIterator(di);
    di = dictGetIterator(d);
    while (dictNext(di))
        dictRelease(d); // want clear-in-iteration "'d'"
    dictReleaseIterator(di);
}

/* A look-up takes a step of the rehashing that may be under way. */
void looks_up(dict *d, const void *key)
{
    dictIterator *di = dictGetIterator(d);

    while (dictNext(di))
        dictFind(d, key); // want mutate-in-iteration "'d'"
    dictReleaseIterator(di);
    di = dictGetIterator(d);
    while (dictNext(di))
        dictFetchValue(d, key); // want mutate-in-iteration "'d'"
    dictReleaseIterator(di);
}

void on_the_stack(dict *d, void *key)
{
    dictIterator di;

    dictInitIterator(&di, d);
    while (dictNext(&di))
        dictDelete(d, key); // want mutate-in-iteration "'d'"
    dictResetIterator(&di);
}

/* The end looks at the table again, so leaving the loop is not enough. */
void checked_at_the_end(dict *d, dictEntry *only)
{
    dictIterator *di = dictGetIterator(d);
    dictEntry *de;

    while ((de = dictNext(di)) != NULL)
        if (de == only) {
            dictDelete(d, dictGetKey(de)); // want mutate-in-iteration "'d'"
            break;
        }
    dictReleaseIterator(di);
}

void another_dict(dict *d, dict *other)
{
    dictIterator *di = dictGetIterator(d);
    dictEntry *de;

    while ((de = dictNext(di)) != NULL) {
        dictAdd(other, dictGetKey(de), dictGetVal(de));
        dictDelete(other, dictGetKey(de));
    }
    dictReleaseIterator(di);
}

/* ---- a safe one bears the current entry's removal, look-ups and inserts ---- */

void safe_changes(dict *d, void *key, void *val)
{
    dictIterator *di = dictGetSafeIterator(d);
    dictEntry *de;

    while ((de = dictNext(di)) != NULL) {
        dictAdd(d, key, val);
        dictFind(d, key);
        dictDelete(d, dictGetKey(de));
    }
    dictReleaseIterator(di);
}

void safe_by_the_field(dict *d)
{
    dictIterator di;
    dictEntry *de;

    dictInitSafeIterator(&di, d);
    while ((de = dictNext(&di)) != NULL)
        dictDelete(d, de->key);
    dictResetIterator(&di);
}

void safe_clear(dict *d)
{
    dictIterator *di = dictGetSafeIterator(d);

    while (dictNext(di))
        dictEmpty(d, NULL); // want clear-in-iteration "'d'"
    dictReleaseIterator(di);
}

void safe_release_then_end(dict *d)
{
    dictIterator *di = dictGetSafeIterator(d);

    while (dictNext(di)) {
        dictRelease(d); // want clear-in-iteration "'d'"
        break;
    }
    dictReleaseIterator(di);
}

/* ---- callbacks ---- */

static void drop_this(void *data, const dictEntry *de)
{
    dictDelete(data, dictGetKey(de));
}

static void drop_all(void *data, const dictEntry *de)
{
    (void)de;
    dictEmpty(data, NULL);
}

void scans(dict *d)
{
    unsigned long cursor = 0;

    do
        cursor = dictScan(d, cursor, drop_this, d);
    while (cursor);
    dictScan(d, 0, drop_all, d); // want clear-in-iteration "'d'"
}

static void empty_it(dict *d, void *val)
{
    (void)d;
    dictEmpty(val, NULL);
}

static dictType nested = { .valDestructor = empty_it };

/* The value is the second argument of a destructor. */
void destructor_empties_the_value(dict *outer, void *key, dict *inner)
{
    dict *d = dictCreate(&nested);
    dictIterator *di = dictGetSafeIterator(inner);

    dictAdd(d, key, inner);
    while (dictNext(di))
        dictDelete(d, key); // known-miss clear-in-iteration
    dictReleaseIterator(di);
    dictRelease(d);
    (void)outer;
}

void unlink_keeps_the_value(void *key, dict *inner)
{
    dict *d = dictCreate(&nested);
    dictIterator *di = dictGetSafeIterator(inner);

    dictAdd(d, key, inner);
    while (dictNext(di))
        dictUnlink(d, key);
    dictReleaseIterator(di);
    dictRelease(d);
}

/* ---- NULL is no dict ---- */

void writes_nothing(void *key)
{
    dict *d = NULL;

    dictAdd(d, key, NULL); // want nil-map-write "'d'"
}

void releases_nothing(int on)
{
    dict *d = NULL;

    if (on)
        d = dictCreate(&nested);
    dictRelease(d); // want nil-map-clear "'d'"
}

/* A value may be put into an entry that is there. */
void sets_a_value(dict *d, void *key)
{
    dictEntry *de = dictAddRaw(d, key, NULL);

    if (de)
        dictSetVal(d, de, dictCreate(&nested));
}

/* It is freed when it was refused. */
int adds_or_frees(dict *d, void *key)
{
    dict *val = dictCreate(&nested);

    if (dictAdd(d, key, val) != DICT_OK) {
        dictRelease(val);
        return 0;
    }
    return 1;
}
