/* What the cases use of redis's dict.h, declared in our own words. */
#pragma once

#include <stddef.h>

typedef struct dict dict;

typedef struct dictEntry {
    void *key;
    union {
        void *val;
        long long s64;
    } v;
    struct dictEntry *next;
} dictEntry;

typedef struct dictType {
    unsigned long long (*hashFunction)(const void *key);
    int (*keyCompare)(dict *d, const void *a, const void *b);
    void (*keyDestructor)(dict *d, void *key);
    void (*valDestructor)(dict *d, void *val);
} dictType;

typedef struct dictIterator {
    dict *d;
    long index;
    int table, safe;
    dictEntry *entry, *nextEntry;
} dictIterator;

#define DICT_OK 0

dict *dictCreate(dictType *type);
int dictAdd(dict *d, void *key, void *val);
dictEntry *dictAddRaw(dict *d, void *key, dictEntry **existing);
int dictReplace(dict *d, void *key, void *val);
int dictDelete(dict *d, const void *key);
dictEntry *dictUnlink(dict *d, const void *key);
int dictExpand(dict *d, unsigned long size);
void dictRelease(dict *d);
void dictEmpty(dict *d, void (*callback)(dict *));
dictEntry *dictFind(dict *d, const void *key);
void *dictFetchValue(dict *d, const void *key);
void dictSetVal(dict *d, dictEntry *de, void *val);
void *dictGetKey(const dictEntry *de);
void *dictGetVal(const dictEntry *de);
dictIterator *dictGetIterator(dict *d);
dictIterator *dictGetSafeIterator(dict *d);
void dictInitIterator(dictIterator *iter, dict *d);
void dictInitSafeIterator(dictIterator *iter, dict *d);
dictEntry *dictNext(dictIterator *iter);
void dictReleaseIterator(dictIterator *iter);
void dictResetIterator(dictIterator *iter);
unsigned long dictScan(dict *d, unsigned long cursor,
                       void (*fn)(void *data, const dictEntry *de), void *data);
