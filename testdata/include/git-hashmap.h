/* What the cases use of git's hashmap.h and strmap.h, declared in our own words. */
#pragma once

#include <stddef.h>

struct hashmap_entry {
    struct hashmap_entry *next;
    unsigned int hash;
};

typedef int (*hashmap_cmp_fn)(const void *data, const struct hashmap_entry *a,
                              const struct hashmap_entry *b, const void *keydata);

struct hashmap {
    struct hashmap_entry **table;
    hashmap_cmp_fn cmpfn;
    const void *cmpfn_data;
    unsigned int private_size, tablesize, grow_at, shrink_at;
};

struct hashmap_iter {
    struct hashmap *map;
    struct hashmap_entry *next;
    unsigned int tablepos;
};

struct strmap {
    struct hashmap map;
    unsigned int strdup_strings : 1;
};

struct strset {
    struct strmap map;
};

struct strmap_entry {
    struct hashmap_entry ent;
    const char *key;
    void *value;
};

void hashmap_init(struct hashmap *map, hashmap_cmp_fn cmp, const void *data, size_t size);
void hashmap_clear_(struct hashmap *map, long offset);
void hashmap_partial_clear_(struct hashmap *map, long offset);
#define hashmap_clear(map) hashmap_clear_(map, -1)
#define hashmap_partial_clear(map) hashmap_partial_clear_(map, -1)
#define hashmap_clear_and_free(map, type, member) \
    hashmap_clear_(map, offsetof(type, member))
struct hashmap_entry *hashmap_get(const struct hashmap *map,
                                  const struct hashmap_entry *key, const void *keydata);
void hashmap_add(struct hashmap *map, struct hashmap_entry *entry);
struct hashmap_entry *hashmap_put(struct hashmap *map, struct hashmap_entry *entry);
struct hashmap_entry *hashmap_remove(struct hashmap *map,
                                     const struct hashmap_entry *key,
                                     const void *keydata);
void hashmap_iter_init(struct hashmap *map, struct hashmap_iter *iter);
struct hashmap_entry *hashmap_iter_next(struct hashmap_iter *iter);
static inline struct hashmap_entry *hashmap_iter_first(struct hashmap *map,
                                                       struct hashmap_iter *iter)
{
    hashmap_iter_init(map, iter);
    return hashmap_iter_next(iter);
}

static inline void *container_of_or_null_offset(void *ptr, size_t offset)
{
    return ptr ? (char *)ptr - offset : NULL;
}

#define hashmap_for_each_entry(map, iter, var, member)                                   \
    for (var = NULL, var = container_of_or_null_offset(                                  \
                         hashmap_iter_first(map, iter),                                  \
                         (size_t)((char *)&(var)->member - (char *)(var)));              \
         var; var = container_of_or_null_offset(                                         \
                  hashmap_iter_next(iter),                                               \
                  (size_t)((char *)&(var)->member - (char *)(var))))

#define container_of_or_null(ptr, type, member) \
    (type *)container_of_or_null_offset(ptr, offsetof(type, member))
#define hashmap_get_entry(map, key, member, keydata)                                     \
    container_of_or_null_offset(hashmap_get(map, &(key)->member, keydata),               \
                                (size_t)((char *)&(key)->member - (char *)(key)))
#define hashmap_put_entry(map, key, member)                                              \
    container_of_or_null_offset(hashmap_put(map, &(key)->member),                        \
                                (size_t)((char *)&(key)->member - (char *)(key)))
#define hashmap_remove_entry(map, key, member, keydata)                                  \
    container_of_or_null_offset(hashmap_remove(map, &(key)->member, keydata),            \
                                (size_t)((char *)&(key)->member - (char *)(key)))

void strmap_init(struct strmap *map);
void strmap_clear(struct strmap *map, int free_values);
void strmap_partial_clear(struct strmap *map, int free_values);
void *strmap_put(struct strmap *map, const char *key, void *data);
void *strmap_get(struct strmap *map, const char *key);
int strmap_contains(struct strmap *map, const char *key);
void strmap_remove(struct strmap *map, const char *key, int free_value);
int strset_add(struct strset *set, const char *key);
int strset_contains(struct strset *set, const char *key);
static inline void strset_remove(struct strset *set, const char *key)
{
    strmap_remove(&set->map, key, 0);
}
static inline void strset_clear(struct strset *set)
{
    strmap_clear(&set->map, 0);
}

#define strmap_for_each_entry(m, iter, var) \
    hashmap_for_each_entry(&(m)->map, iter, var, ent)
#define strset_for_each_entry(s, iter, var) strmap_for_each_entry(&(s)->map, iter, var)

struct object_id {
    unsigned char hash[32];
};

struct oidset {
    void *set;
};

struct oidset_iter {
    void *set;
    unsigned int at;
};

void oidset_init(struct oidset *set, size_t size);
int oidset_insert(struct oidset *set, const struct object_id *oid);
int oidset_contains(const struct oidset *set, const struct object_id *oid);
int oidset_remove(struct oidset *set, const struct object_id *oid);
void oidset_clear(struct oidset *set);
void oidset_iter_init(struct oidset *set, struct oidset_iter *iter);
const struct object_id *oidset_iter_next(struct oidset_iter *iter);
