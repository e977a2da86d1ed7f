/* What the cases use of PostgreSQL's hsearch.h, declared in our own words. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef struct HTAB HTAB;

typedef struct HASHCTL {
    size_t keysize, entrysize;
    void *hcxt;
} HASHCTL;

typedef struct HASH_SEQ_STATUS {
    HTAB *hashp;
    unsigned curBucket;
    void *curEntry;
} HASH_SEQ_STATUS;

typedef enum HASHACTION { HASH_FIND, HASH_ENTER, HASH_REMOVE, HASH_ENTER_NULL } HASHACTION;

#define HASH_ELEM    0x0008
#define HASH_BLOBS   0x0020
#define HASH_CONTEXT 0x0400

HTAB *hash_create(const char *name, long size, const HASHCTL *info, int flags);
void hash_destroy(HTAB *table);
void *hash_search(HTAB *table, const void *key, HASHACTION action, bool *found);
long hash_get_num_entries(HTAB *table);
void hash_seq_init(HASH_SEQ_STATUS *status, HTAB *table);
void *hash_seq_search(HASH_SEQ_STATUS *status);
void hash_seq_term(HASH_SEQ_STATUS *status);
