/* What the cases use of FRRouting's hash.h, declared in our own words. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct hash_bucket {
    int len;
    struct hash_bucket *next;
    unsigned int key;
    void *data;
};

struct hash {
    struct hash_bucket **index;
    unsigned int size;
    unsigned long count;
};

struct hash *hash_create(unsigned int (*key)(const void *),
                         bool (*equal)(const void *, const void *), const char *name);
void *hash_get(struct hash *hash, void *data, void *(*make)(void *));
void *hash_alloc_intern(void *data);
void *hash_lookup(struct hash *hash, void *data);
void *hash_release(struct hash *hash, void *data);
void hash_iterate(struct hash *hash, void (*each)(struct hash_bucket *, void *),
                  void *arg);
void hash_walk(struct hash *hash, int (*each)(struct hash_bucket *, void *), void *arg);
void hash_clean(struct hash *hash, void (*drop)(void *));
void hash_clean_and_free(struct hash **hash, void (*drop)(void *));
void hash_free(struct hash *hash);
